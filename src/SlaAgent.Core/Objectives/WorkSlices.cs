using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// The work done in slices of time that are not judged yet. Counts are whole and are not split: a reading belongs to the slice in which it ends, and a slice
/// is judged by the work of its readings over exactly the time that they span. It is judged only where readings cover all of it.
/// </summary>
internal sealed class WorkSlices(TimeSpan length)
{
    private readonly List<Slice> _open = [];
    private long _closedThrough = long.MinValue;

    /// <summary>Length of a slice.</summary>
    public TimeSpan Length => length;

    /// <summary>Where the slice of a moment begins.</summary>
    public Instant StartOf(Instant at) => new(at.Ticks - (at.Ticks % length.Ticks));

    /// <summary>The first slice that begins at or after a moment.</summary>
    public Instant FirstFrom(Instant at) => StartOf(new Instant(at.Ticks + length.Ticks - 1));

    /// <summary>
    /// The parts that a reading adds to slices: at most two. A reading longer than a slice says nothing of any single one.
    /// </summary>
    public IReadOnlyList<Slice> Parts(Instant from, Instant to, long work, bool isBusy)
    {
        if (to <= from || to - from > length)
        {
            return [];
        }

        var parts = new List<Slice>(2);
        var own = StartOf(new Instant(to.Ticks - 1));
        for (var start = StartOf(from); start <= own; start += length)
        {
            var covered = Instant.Min(to, start + length) - Instant.Max(from, start);
            parts.Add(start == own
                ? new Slice(start, work, isBusy ? 1 : 0, covered.Ticks, (to - from).Ticks)
                : new Slice(start, 0, 0, covered.Ticks, 0));
        }

        return parts;
    }

    /// <summary>Adds a part; false where its slice has been judged already.</summary>
    public bool Add(in Slice part)
    {
        if (part.Start.Ticks <= _closedThrough)
        {
            return false;
        }

        var start = part.Start;
        var found = _open.FindIndex(slice => slice.Start == start);
        if (found < 0)
        {
            _open.Add(part);
        }
        else
        {
            var known = _open[found];
            _open[found] = new Slice(start, known.Work + part.Work, known.Busy + part.Busy, known.Covered + part.Covered, known.Measured + part.Measured);
        }

        return true;
    }

    /// <summary>Takes out the slices that ended by <paramref name="end"/> and hold anything, oldest first.</summary>
    public IReadOnlyList<Slice> Close(Instant end)
    {
        var last = StartOf(end).Ticks - length.Ticks;
        if (last <= _closedThrough)
        {
            return [];
        }

        _closedThrough = last;
        if (!_open.Exists(slice => slice.Start.Ticks <= last))
        {
            return [];
        }

        Slice[] closed = [.. _open.Where(slice => slice.Start.Ticks <= last).OrderBy(slice => slice.Start.Ticks)];
        _open.RemoveAll(slice => slice.Start.Ticks <= last);
        return closed;
    }

    /// <summary>The end of the last slice that was closed; null before any.</summary>
    public Instant? ClosedTo => _closedThrough == long.MinValue ? null : new Instant(_closedThrough + length.Ticks);

    /// <summary>What is known of a slice.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="Work">Work of the readings that end in it.</param>
    /// <param name="Busy">How many of them saw a request.</param>
    /// <param name="Covered">Its own time that readings cover, in ticks.</param>
    /// <param name="Measured">The time that the readings which end in it span, in ticks.</param>
    public readonly record struct Slice(Instant Start, long Work, long Busy, long Covered, long Measured);
}
