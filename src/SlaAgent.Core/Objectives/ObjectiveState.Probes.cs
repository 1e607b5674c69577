using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    /// <summary>Counts a result at its own time. In waived time only that time is noted.</summary>
    public void Observe(ProbeResult result, bool waived, in ClockReading clock)
    {
        var at = result.ScheduledAt;
        NoteStart(at, result.Interval, clock);
        NoteKnown(at, at + result.Interval, clock);
        if (waived || Excluded.Covers(at, clock))
        {
            WaiveSample(at, result.Interval, clock);
        }
        else if (result.Outcome.IsMeasurement())
        {
            NoteMeasured(at + result.Interval);
            CountMeasured(result, clock);
        }
    }

    private void CountMeasured(ProbeResult result, in ClockReading clock)
    {
        var at = result.ScheduledAt;
        var seen = ObservedEvent.Of(Objective.Indicator, result);
        var (good, bad) = seen.Good ? (1L, 0L) : (0L, BadEvents(result));
        var counts = !seen.Counts || _slices is not null ? default : new SlotSums(good, bad, 0, 0);
        Count(at, counts with { Covered = result.Interval.Ticks }, clock);
        NoteSlicesMeasured(at, at + result.Interval, clock);
        if (!seen.Counts)
        {
            NoteExcepted(result);
            return;
        }

        NoteEvent(at);
        for (var i = 0; i < good + bad; i++)
        {
            CountLatency(at, seen, clock);
        }

        var isCounted = AddToSlice(at, good, bad, clock);
        _pending.AddReason(clock.ToWall(at), BadReason.Of(result), isCounted ? bad : 0);
        NoteBad(at, counts.Bad);
        if (!seen.Good)
        {
            Failures.Add(result);
        }
    }

    /// <summary>A bad answer counts for the starts that were held back before it as well: else a server that refuses would look better for being asked less.</summary>
    private static long BadEvents(ProbeResult result) => 1 + Math.Clamp(result.HeldBefore, 0, SaturationPolicy.MostStarts);

    private void CountLatency(Instant at, in ObservedEvent seen, in ClockReading clock)
    {
        if (Latencies is null)
        {
            return;
        }

        if (seen.Latency is { } duration)
        {
            Latencies.Add(at, duration);
            _pending.AddLatency(clock.ToWall(at), duration);
        }
        else
        {
            Latencies.AddFailure(at);
            _pending.AddFailure(clock.ToWall(at));
        }
    }
}
