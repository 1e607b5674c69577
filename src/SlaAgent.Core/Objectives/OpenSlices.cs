using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>The slices of time that are not judged yet. A slice is judged whole, once, when no more results for it can come; an idle one is no event.</summary>
internal sealed class OpenSlices(Timeslices definition)
{
    private readonly List<Slice> _open = [];
    private long _closedThrough = long.MinValue;

    /// <summary>Length of a slice.</summary>
    public TimeSpan Length => definition.Length;

    /// <summary>Where the slice of a moment begins.</summary>
    public Instant StartOf(Instant at) => new(at.Ticks - (at.Ticks % definition.Length.Ticks));

    /// <summary>Counts events in the slice of their time; false where that slice has been judged already.</summary>
    public bool Add(Instant at, long good, long bad)
    {
        var start = StartOf(at);
        if (start.Ticks <= _closedThrough)
        {
            return false;
        }

        var found = _open.FindIndex(slice => slice.Start == start);
        if (found < 0)
        {
            _open.Add(new Slice(start, good, bad));
        }
        else
        {
            _open[found] = new Slice(start, _open[found].Good + good, _open[found].Bad + bad);
        }

        return true;
    }

    /// <summary>Takes out the slices that ended by <paramref name="end"/>, oldest first, and judges them.</summary>
    public IEnumerable<Judged> Close(Instant end)
    {
        var last = StartOf(end).Ticks - definition.Length.Ticks;
        if (last <= _closedThrough)
        {
            return [];
        }

        _closedThrough = last;
        if (!_open.Exists(slice => slice.Start.Ticks <= last))
        {
            return [];
        }

        var closed = new List<Judged>();
        foreach (var slice in _open.Where(slice => slice.Start.Ticks <= last).OrderBy(slice => slice.Start.Ticks))
        {
            if (slice.Good + slice.Bad > 0)
            {
                closed.Add(new Judged(slice.Start, Share.AtLeast(slice.Good, slice.Good + slice.Bad, definition.Good), slice.Good, slice.Bad));
            }
        }

        _open.RemoveAll(slice => slice.Start.Ticks <= last);
        return closed;
    }

    /// <summary>A slice that was judged.</summary>
    public readonly record struct Judged(Instant Start, bool IsGood, long Good, long Bad);

    private readonly record struct Slice(Instant Start, long Good, long Bad);
}
