using System.Globalization;

namespace SlaAgent.Results;

/// <summary>
/// What the sinks are owed, oldest first. Every entry is a fact of the ledger (<c>result/SINK/TICKS/SERVICE/PROBE</c>) until its sink has it, is asked for only once
/// that fact is written, and is bounded in number and size. Thread-safe.
/// </summary>
internal sealed class ResultOutbox(long mostBytes)
{
    /// <summary>More entries than these for one sink: the oldest go.</summary>
    public const int MostEntries = 1000;

    private const string Prefix = "result/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, Entry>> _sinks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _restored = new(StringComparer.Ordinal);
    private long _bytes;
    private long _dropped;

    /// <summary>Entries that were too many, or too large.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes up what was owed when the agent stopped; it is given out once the sinks are known.</summary>
    public void Restore(IReadOnlyDictionary<string, string> facts)
    {
        lock (_gate)
        {
            foreach (var (key, value) in facts.Where(fact => fact.Key.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                _restored[key] = value;
            }
        }
    }

    /// <summary>Sets the sinks; what is owed to one that is no more is let go. Facts to write.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Apply(IReadOnlyList<string> sinks)
    {
        var changes = new List<KeyValuePair<string, string?>>();
        lock (_gate)
        {
            foreach (var gone in _sinks.Keys.Where(name => !sinks.Contains(name)).ToList())
            {
                changes.AddRange(_sinks[gone].Keys.Select(Removed));
                _bytes -= _sinks[gone].Values.Sum(entry => entry.Size);
                _sinks.Remove(gone);
            }

            foreach (var name in sinks)
            {
                _sinks.TryAdd(name, new(StringComparer.Ordinal));
            }

            TakeUp(changes);
        }

        return changes;
    }

    /// <summary>Owes <paramref name="report"/> to every sink. Facts to write; <see cref="Written"/> says that they are.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Add(RunReport report)
    {
        var changes = new List<KeyValuePair<string, string?>>();
        lock (_gate)
        {
            var text = _sinks.Count == 0 ? "" : ResultJson.Write(report);
            foreach (var (sink, entries) in _sinks)
            {
                var key = KeyOf(sink, report);
                Put(entries, key, new Entry(report, text.Length, IsWritten: false));
                changes.Add(new(key, text));
                Trim(entries, changes);
            }
        }

        return changes;
    }

    /// <summary>Says that all facts given out so far are written, or that the disk does not take them now.</summary>
    public void Written()
    {
        lock (_gate)
        {
            foreach (var entries in _sinks.Values)
            {
                foreach (var (key, entry) in entries.Where(pair => !pair.Value.IsWritten).ToList())
                {
                    entries[key] = entry with { IsWritten = true };
                }
            }
        }
    }

    /// <summary>The oldest report that <paramref name="sink"/> is owed, with its key; null for none.</summary>
    public (string Key, RunReport Report)? Next(string sink)
    {
        lock (_gate)
        {
            return _sinks.TryGetValue(sink, out var entries) && entries.FirstOrDefault() is { Key: { } key, Value.IsWritten: true } first ? (key, first.Value.Report) : null;
        }
    }

    /// <summary>The sink has it, or will not have it. The fact to write; null where it is let go already.</summary>
    public KeyValuePair<string, string?>? Settle(string sink, string key)
    {
        lock (_gate)
        {
            if (!_sinks.TryGetValue(sink, out var entries) || !entries.Remove(key, out var entry))
            {
                return null;
            }

            _bytes -= entry.Size;
            return Removed(key);
        }
    }

    /// <summary>All that is owed, for a ledger that has nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Recall()
    {
        lock (_gate)
        {
            return
            [
                .. _restored.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)),
                .. _sinks.Values.SelectMany(entries => entries).Select(pair => new KeyValuePair<string, string?>(pair.Key, ResultJson.Write(pair.Value.Report))),
            ];
        }
    }

    /// <summary>How many reports <paramref name="sink"/> is owed, and when the oldest of them was meant to start.</summary>
    public (int Entries, DateTimeOffset? Oldest) Backlog(string sink)
    {
        lock (_gate)
        {
            return _sinks.TryGetValue(sink, out var entries) && entries.Count > 0 ? (entries.Count, entries.First().Value.Report.At) : (0, null);
        }
    }

    private void TakeUp(List<KeyValuePair<string, string?>> changes)
    {
        foreach (var (key, text) in _restored)
        {
            if (_sinks.TryGetValue(key.Split('/')[1], out var entries) && ResultJson.Read(text) is { } report)
            {
                Put(entries, key, new Entry(report, text.Length, IsWritten: true));
                Trim(entries, changes);
            }
            else
            {
                changes.Add(Removed(key));
            }
        }

        _restored.Clear();
    }

    private void Put(SortedDictionary<string, Entry> entries, string key, Entry entry)
    {
        _bytes += entry.Size - (entries.TryGetValue(key, out var before) ? before.Size : 0);
        entries[key] = entry;
    }

    private void Trim(SortedDictionary<string, Entry> entries, List<KeyValuePair<string, string?>> changes)
    {
        while (entries.Count > MostEntries || (_bytes > mostBytes && entries.Count > 1))
        {
            var (key, entry) = entries.First();
            entries.Remove(key);
            _bytes -= entry.Size;
            Interlocked.Increment(ref _dropped);
            changes.RemoveAll(change => change.Key == key);
            changes.Add(Removed(key));
        }
    }

    // Keys sort as the runs' times do.
    private static string KeyOf(string sink, RunReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sink}/{report.At.UtcTicks:D19}/{report.Service}/{report.Probe}");

    private static KeyValuePair<string, string?> Removed(string key) => new(key, null);

    private sealed record Entry(RunReport Report, int Size, bool IsWritten);
}
