using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

/// <summary>An objective under judgement: one of counts in windows, or one of the scores of runs.</summary>
internal abstract class ObjectiveEntry(ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source, ExcludedTime excluded)
{
    public ServiceEntry Service { get; } = service;

    public ServiceLevelAgreement Agreement { get; } = agreement;

    public Objective Objective { get; } = objective;

    public EventSource Source { get; } = source;

    /// <summary>Which time does not count for it.</summary>
    public ExcludedTime Excluded { get; } = excluded;

    /// <summary>Why the present time does not count for it; null where it does.</summary>
    public string? WaivedBecause => Excluded.Because ?? Service.WaivedBecause;

    /// <summary>How long after its end a period is still judged, because results of it may come.</summary>
    public virtual TimeSpan ClosingLag => TimeSpan.Zero;

    /// <summary>Whether anything was measured in the period that is judged.</summary>
    public abstract bool HasMeasured { get; }

    /// <summary>The series that its events belong to.</summary>
    public abstract string Series { get; }

    /// <summary>The status as last evaluated; null before the first evaluation.</summary>
    public abstract ObjectiveStatus? Status { get; }

    /// <summary>Judges, and moves the alerts.</summary>
    public abstract void Evaluate(AgentSettings agent, JudgeContext context, in ClockReading clock);

    /// <summary>The same events under another agreement, target or goal.</summary>
    public abstract ObjectiveEntry With(ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source, PeriodTimeline? periods, in ClockReading clock);

    /// <summary>Knows the verdict from before a restart: where the first one is the same, it has held since then.</summary>
    public abstract void Remember(ObjectiveStatusKind status, DateTimeOffset since);

    /// <summary>Continues an incident from before a restart; false where it is none of these.</summary>
    public abstract bool Adopt(Incident incident, in ClockReading clock);

    /// <summary>Knows of an incident that ended before a restart.</summary>
    public abstract void AdoptEnd(Incident incident);

    /// <summary>Ends the alerts, because the objective is gone or is another one now.</summary>
    public abstract void Close(DateTimeOffset at, string why);

    /// <summary>What it came to in the period that is judged, which is over.</summary>
    public abstract ClosedObjective Closed();

    /// <summary>Whether anything was counted in a period that has begun, 0 for the one that is judged.</summary>
    public virtual bool HoldsAny(int period) => false;

    /// <summary>Leaves periods behind that are closed.</summary>
    /// <param name="periods">How many.</param>
    /// <param name="end">The end of the first of them, the one that was judged; wall time.</param>
    public abstract void EndPeriod(int periods, DateTimeOffset end);

    /// <summary>Something outside changed that the verdict depends on.</summary>
    public abstract void MarkChanged();

    /// <summary>Moves the counts that are not durable yet into <paramref name="records"/>.</summary>
    public virtual void DrainInto(List<SlotRecord> records)
    {
    }
}
