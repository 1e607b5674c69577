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
        if (waived)
        {
            Count(at, new SlotSums(0, 0, 0, result.Interval.Ticks), clock);
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
        var counts = !seen.Counts || _slices is not null ? default : seen.Good ? new SlotSums(1, 0, 0, 0) : new SlotSums(0, 1, 0, 0);
        Count(at, counts with { Covered = result.Interval.Ticks }, clock);
        if (!seen.Counts)
        {
            return;
        }

        NoteEvent(at);
        CountLatency(at, seen, clock);
        if (_slices is not null && _slices.Add(at, seen.Good ? 1 : 0, seen.Good ? 0 : 1))
        {
            _pendingSlices!.Add(StoredStart(_slices.StartOf(at), clock), seen.Good ? new SlotSums(1, 0, 0, 0) : new SlotSums(0, 1, 0, 0));
        }

        NoteBad(at, counts.Bad);
        if (!seen.Good)
        {
            Failures.Add(result);
        }
    }

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
