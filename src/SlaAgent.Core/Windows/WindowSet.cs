using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>The windows of one objective, one for each length it needs. A sample goes into all of them.</summary>
internal sealed class WindowSet
{
    private readonly RollingWindow[] _windows;

    public WindowSet(IEnumerable<TimeSpan> lengths) =>
        _windows = [.. lengths.Distinct().Order().Select(length => new RollingWindow(length))];

    /// <summary>The window of exactly this length.</summary>
    public RollingWindow Of(TimeSpan length) => Array.Find(_windows, window => window.Length == length)
        ?? throw new ArgumentOutOfRangeException(nameof(length), length, "no such window");

    /// <summary>Whether it holds windows of exactly these lengths.</summary>
    public bool Holds(IEnumerable<TimeSpan> lengths) =>
        lengths.Distinct().Order().SequenceEqual(_windows.Select(window => window.Length));

    /// <summary>The moment before which nothing is held by any window.</summary>
    public Instant Start => _windows[^1].Start;

    public void Add(Instant at, in SlotSums counts)
    {
        foreach (var window in _windows)
        {
            window.Add(at, counts);
        }
    }

    /// <summary>Takes counts of a stretch of time out of all windows that still hold them.</summary>
    public void Waive(Instant from, Instant to, in SlotSums counts)
    {
        foreach (var window in _windows)
        {
            window.Waive(from, to, counts);
        }
    }

    /// <summary>Advances all windows; true where the sum of any changed.</summary>
    public bool Advance(Instant now)
    {
        var changed = false;
        foreach (var window in _windows)
        {
            changed |= window.Advance(now);
        }

        return changed;
    }

    /// <summary>
    /// Everything it holds, each count once and oldest first: as fine as its windows say it, the rest of a coarse slot at that slot's start.
    /// </summary>
    public IReadOnlyList<(Instant At, SlotSums Counts)> Contents()
    {
        var known = new List<(Instant At, SlotSums Counts)>();
        foreach (var window in _windows)
        {
            var finer = new Dictionary<long, SlotSums>();
            foreach (var (at, counts) in known)
            {
                var slot = at.Ticks / window.Width.Ticks;
                finer[slot] = finer.GetValueOrDefault(slot) + counts;
            }

            window.ForEachSlot((start, counts) =>
            {
                var rest = counts - finer.GetValueOrDefault(start.Ticks / window.Width.Ticks);
                if (rest != default)
                {
                    known.Add((start, rest));
                }
            });
        }

        known.Sort((left, right) => left.At.CompareTo(right.At));
        return known;
    }
}
