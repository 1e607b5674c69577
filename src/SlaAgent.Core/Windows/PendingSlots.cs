namespace SlaAgent.Core.Windows;

/// <summary>
/// What one series counted since it was last made durable, by slot of wall time. These are differences: the store adds them up, so that a wall clock set
/// back never overwrites what an hour already holds.
/// </summary>
internal sealed class PendingSlots(string series, TimeSpan slotLength)
{
    private readonly List<Entry> _entries = [];
    private readonly Stack<LatencyHistogram> _spare = new();
    private readonly Stack<long[]> _spareReasons = new();

    /// <summary>The length of the slots of a series of events.</summary>
    public static readonly TimeSpan EventSlot = TimeSpan.FromSeconds(10);

    public void Add(DateTimeOffset at, in SlotSums counts) => EntryAt(at).Counts += counts;

    public void AddLatency(DateTimeOffset at, TimeSpan duration) => LatenciesAt(at).Add(duration);

    public void AddLatencies(DateTimeOffset at, LatencyHistogram latencies) => LatenciesAt(at).Add(latencies);

    public void AddFailure(DateTimeOffset at) => LatenciesAt(at).AddInfinite();

    /// <summary>Notes why events were bad; a number of <see cref="BadReason"/>.</summary>
    public void AddReason(DateTimeOffset at, int reason, long count)
    {
        if (count != 0)
        {
            var entry = EntryAt(at);
            (entry.Reasons ??= _spareReasons.Count > 0 ? _spareReasons.Pop() : new long[BadReason.Count])[reason] += count;
        }
    }

    /// <summary>Moves everything pending into <paramref name="records"/>.</summary>
    public void DrainInto(List<SlotRecord> records)
    {
        foreach (var entry in _entries)
        {
            var latencies = entry.Latencies is { } histogram ? LatencyHistogramCodec.Write(histogram) : [];
            var counts = entry.Counts;
            records.Add(new SlotRecord(
                series, entry.Start, slotLength, counts.Good, counts.Bad, new TimeSpan(counts.Covered), new TimeSpan(counts.Waived), latencies)
            {
                Reasons = TakeReasons(entry),
            });
            if (entry.Latencies is { } used)
            {
                used.Clear();
                _spare.Push(used);
            }
        }

        _entries.Clear();
    }

    private string TakeReasons(Entry entry)
    {
        if (entry.Reasons is not { } reasons)
        {
            return "";
        }

        var text = BadReason.Write(reasons);
        Array.Clear(reasons);
        _spareReasons.Push(reasons);
        return text;
    }

    private LatencyHistogram LatenciesAt(DateTimeOffset at)
    {
        var entry = EntryAt(at);
        return entry.Latencies ??= _spare.Count > 0 ? _spare.Pop() : new LatencyHistogram();
    }

    private Entry EntryAt(DateTimeOffset at)
    {
        var start = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % slotLength.Ticks), TimeSpan.Zero);
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].Start == start)
            {
                return _entries[i];
            }
        }

        var entry = new Entry(start);
        _entries.Add(entry);
        return entry;
    }

    private sealed class Entry(DateTimeOffset start)
    {
        public DateTimeOffset Start { get; } = start;

        public SlotSums Counts { get; set; }

        public LatencyHistogram? Latencies { get; set; }

        public long[]? Reasons { get; set; }
    }
}
