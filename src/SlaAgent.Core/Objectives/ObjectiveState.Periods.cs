using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    /// <summary>Beyond the time in which a result may come: it waits for a turn of the loop.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    // Since a change of the kind of window: from where on the windows, and the period, know what is in the store.
    private (Instant Windows, Instant Period)? _known;

    /// <summary>How long after its end a period is still judged, because results of it may come.</summary>
    public TimeSpan ClosingLag => Source.Lateness + Turn + (Objective.Timeslices is not null || Source is EventSource.Traffic ? Source.Interval : TimeSpan.Zero) + ToBeDecided;

    /// <summary>How long it takes at most until it is known whether bad slices of the period are part of an outage that is long enough to count.</summary>
    private TimeSpan ToBeDecided => _slices?.Run is { IsDecided: false } run && run.Start < Total.End ? Objective.Timeslices!.MinimumDuration : TimeSpan.Zero;

    /// <summary>Whether periods of the calendar are judged.</summary>
    public bool IsPeriod => _period is not null;

    /// <summary>The period that is judged; null for a window that moves.</summary>
    public Period? Period => _period?.Timeline.Judged;

    /// <summary>Whether the whole history is awaited from the store, because the window is another kind of window since a reload.</summary>
    public bool AwaitsAll => _known is not null;

    /// <summary>Whether the time in which the period that is judged was measured began before it ended.</summary>
    public bool HasMeasured => Began is { } began && began < Total.End;

    /// <summary>Whether anything was counted in a period that has begun, 0 for the one that is judged.</summary>
    public bool HoldsAny(int period) => _period?.HoldsAny(period) == true;

    /// <summary>Variance of the bad events of an hour ÷ their mean, in the period that is judged.</summary>
    public double Dispersion(TimeSpan elapsed) => _period?.Dispersion(elapsed) ?? 1;

    /// <summary>Leaves periods behind that are closed.</summary>
    public void Leave(int periods)
    {
        _period?.Leave(periods);
        (Latencies as PeriodHistogram)?.Leave(periods);
        IsChanged = true;
    }

    /// <summary>After a change of the kind of window: takes the last hour from what was counted before; the rest comes from the store.</summary>
    private void TakePeriods(ObjectiveState before)
    {
        if (before._period?.Timeline == _period?.Timeline)
        {
            return;
        }

        _known = (before.HeldFrom, before.Recent.Start);
        before.Recent.ForEachSlot((at, counts) => _period?.Add(at, counts));
    }

    /// <summary>Places counts of the store where they are not known yet.</summary>
    private void RestoreCounts(SlotRecord record, Instant at)
    {
        var (counts, end) = (new SlotSums(record.Good, record.Bad, record.Covered.Ticks, record.Waived.Ticks), at + record.Length);
        if (_known is not { } known || end <= known.Windows)
        {
            _windows.Add(at, counts);
        }

        // Slots of the store are those of the wall clock, which may be a little off the agent's timeline.
        if (_known is not { } from || end <= from.Period + (PendingSlots.EventSlot / 2))
        {
            _period?.Restore(record.Start, at, counts);
        }
    }

    private void RestoreLatencies(SlotRecord record, Instant at, LatencyHistogram latencies)
    {
        if (Latencies is PeriodHistogram periods)
        {
            periods.Restore(record.Start, latencies);
        }
        else
        {
            Latencies!.Add(at, latencies);
        }
    }
}
