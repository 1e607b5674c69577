using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// The slices of time that are not judged yet. A slice is judged whole, once, when no more results for it can come; where bad slices count within a long run
/// of them only, when its run is over or long enough.
/// </summary>
internal sealed class OpenSlices(Timeslices definition)
{
    private readonly List<Slice> _open = [];
    private readonly SliceVerdicts _verdicts = new(definition);
    private long _closedThrough = long.MinValue;

    /// <summary>Length of a slice.</summary>
    public TimeSpan Length => definition.Length;

    /// <summary>Whether it matters how much of a slice was measured: else a slice without events is none.</summary>
    public bool CountsMeasured => definition.WhenIdle != IdleSlice.NoEvent;

    /// <summary>The run of bad slices that goes on; null where there is none.</summary>
    public SliceRun? Run => _verdicts.Run;

    /// <summary>Where the slice of a moment begins.</summary>
    public Instant StartOf(Instant at) => new(at.Ticks - (at.Ticks % definition.Length.Ticks));

    /// <summary>Counts events in the slice of their time; false where that slice has been judged already.</summary>
    public bool Add(Instant at, long good, long bad) => Add(new Slice(StartOf(at), good, bad, 0));

    /// <summary>Adds to a slice; false where it has been judged already.</summary>
    public bool Add(in Slice part)
    {
        var start = part.Start;
        if (start.Ticks <= _closedThrough)
        {
            return false;
        }

        var found = _open.FindIndex(slice => slice.Start == start);
        if (found < 0)
        {
            _open.Add(part);
        }
        else
        {
            var known = _open[found];
            _open[found] = new Slice(start, known.Good + part.Good, known.Bad + part.Bad, known.Measured + part.Measured);
        }

        return true;
    }

    /// <summary>Goes on with a run from before; false where the definition knows no such run.</summary>
    public bool Resume(in SliceRun run) => _verdicts.Resume(run);

    /// <summary>Takes out the slices that ended by <paramref name="end"/>, oldest first, and judges what can be.</summary>
    public (IReadOnlyList<Slice> Closed, IReadOnlyList<SliceVerdict> Judged) Close(Instant end)
    {
        var last = StartOf(end).Ticks - definition.Length.Ticks;
        if (last <= _closedThrough)
        {
            return ([], []);
        }

        _closedThrough = last;
        Slice[] closed = _open.Exists(slice => slice.Start.Ticks <= last) ? [.. _open.Where(slice => slice.Start.Ticks <= last).OrderBy(slice => slice.Start.Ticks)] : [];
        _open.RemoveAll(slice => slice.Start.Ticks <= last);
        return (closed, _verdicts.Of(closed, new Instant(last)));
    }

    /// <summary>What is known of a slice.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="Good">Good events.</param>
    /// <param name="Bad">Bad events.</param>
    /// <param name="Measured">How much of it was measured, in ticks; 0 where that does not matter.</param>
    public readonly record struct Slice(Instant Start, long Good, long Bad, long Measured);
}
