using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// Judges slices in order. Where a contract says that an outage counts only from a number of minutes in a row on, bad slices wait until their run is so long:
/// then all of it counts, and what follows without a gap. A run that ends before is no outage, and its slices are good.
/// </summary>
internal sealed class SliceVerdicts(Timeslices definition)
{
    private readonly long _length = definition.Length.Ticks;

    /// <summary>The run of bad slices that goes on; null where there is none.</summary>
    public SliceRun? Run { get; private set; }

    private bool CountsInRuns => definition.MinimumDuration > definition.Length;

    /// <summary>Goes on with a run from before; false where the definition knows no such run.</summary>
    public bool Resume(in SliceRun run)
    {
        if (!CountsInRuns || run.Ticks <= 0 || run.Ticks % _length != 0 || run.Requests < 0)
        {
            return false;
        }

        Run = run;
        return true;
    }

    /// <summary>Judges what can be.</summary>
    /// <param name="closed">The slices that hold anything, in order; each one is later than those before.</param>
    /// <param name="last">Where the last slice begins for which nothing more can come.</param>
    public IReadOnlyList<SliceVerdict> Of(IReadOnlyList<OpenSlices.Slice> closed, Instant last)
    {
        if (closed.Count == 0 && Run is null)
        {
            return [];
        }

        var judged = new List<SliceVerdict>();
        foreach (var slice in closed)
        {
            EndRunBefore(slice.Start, judged);
            Judge(slice, judged);
        }

        EndRunBefore(new Instant(last.Ticks + _length), judged);
        return judged;
    }

    private void Judge(in OpenSlices.Slice slice, List<SliceVerdict> judged)
    {
        var events = slice.Good + slice.Bad;
        var isIdle = events == 0;
        if (isIdle && (definition.WhenIdle == IdleSlice.NoEvent || !Share.IsCovered(slice.Measured, _length)))
        {
            EndRun(judged);
        }
        else if (definition.IsAveraged)
        {
            var good = isIdle ? definition.WhenIdle == IdleSlice.Good ? Objective.PartsOfSlice : 0 : Parts(slice.Good, events);
            judged.Add(new(slice.Start, good, Objective.PartsOfSlice - good));
        }
        else if (isIdle ? definition.WhenIdle == IdleSlice.Good : Share.AtLeast(slice.Good, events, definition.Good))
        {
            EndRun(judged);
            judged.Add(new(slice.Start, 1, 0));
        }
        else if (CountsInRuns)
        {
            Extend(slice.Start, events, judged);
        }
        else
        {
            var counts = events >= definition.MinimumRequests;
            judged.Add(new(slice.Start, counts ? 0 : 1, counts ? 1 : 0));
        }
    }

    private void Extend(Instant start, long events, List<SliceVerdict> judged)
    {
        var run = Run is { } known ? known with { Ticks = known.Ticks + _length } : new SliceRun(start, _length, 0, false);
        if (run.IsDecided)
        {
            judged.Add(new(start, 0, 1));
        }
        else
        {
            run = run with { Requests = run.Requests + events };
            if (run.Ticks >= definition.MinimumDuration.Ticks && run.Requests >= definition.MinimumRequests)
            {
                run = run with { IsDecided = true };
                Judge(run, false, judged);
            }
        }

        Run = run;
    }

    private void EndRunBefore(Instant start, List<SliceVerdict> judged)
    {
        if (Run is { } run && run.End < start)
        {
            EndRun(judged);
        }
    }

    private void EndRun(List<SliceVerdict> judged)
    {
        if (Run is { IsDecided: false } run)
        {
            Judge(run, true, judged);
        }

        Run = null;
    }

    private void Judge(in SliceRun run, bool isGood, List<SliceVerdict> judged)
    {
        for (var at = run.Start; at < run.End; at += definition.Length)
        {
            judged.Add(new(at, isGood ? 1 : 0, isGood ? 0 : 1));
        }
    }

    /// <summary>The share of good events in parts of a slice, to the nearest one.</summary>
    private static long Parts(long good, long events) => (long)((((Int128)2 * good * Objective.PartsOfSlice) + events) / ((Int128)2 * events));
}
