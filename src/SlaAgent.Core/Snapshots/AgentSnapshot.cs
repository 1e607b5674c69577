using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Snapshots;

/// <summary>Everything known at one moment; immutable. Metrics, API and pages read nothing else.</summary>
/// <param name="At">Wall time of the evaluation that made it.</param>
/// <param name="Services">By name.</param>
/// <param name="Agreements">By name.</param>
/// <param name="Incidents">Open incidents, those that ended and for which something is owed, and the last closed ones, newest start first; bounded.</param>
/// <param name="Evaluations">The last runs of each evaluation, newest first within one; their times are wall times; bounded.</param>
public sealed record AgentSnapshot(
    DateTimeOffset At,
    EquatableArray<ServiceStatus> Services,
    EquatableArray<AgreementStatus> Agreements,
    EquatableArray<Incident> Incidents,
    EquatableArray<EvaluationRun> Evaluations)
{
    /// <summary>The objectives that are in time that does not count by their agreement, whatever their status.</summary>
    public EquatableArray<ExcludedObjective> Excluded { get; init; }

    /// <summary>Pauses by hand, newest first: those that go on, and past ones; bounded.</summary>
    public EquatableArray<Pause> Pauses { get; init; }

    /// <summary>Adjustments after the fact, newest first; bounded.</summary>
    public EquatableArray<PastAdjustment> Adjustments { get; init; }

    /// <summary>The number of the last incident that opened; 0 before the first.</summary>
    public long LastIncidentNumber { get; init; }

    /// <summary>Incidents that ended by this wall time may be missing among <see cref="Incidents"/>; null where none are.</summary>
    public DateTimeOffset? IncidentsForgottenTo { get; init; }

    /// <summary>What is known of the preconditions of agreements.</summary>
    public EquatableArray<PreconditionStatus> Preconditions { get; init; }

    /// <summary>What is owed, and what was done lately; newest first, bounded.</summary>
    public EquatableArray<Obligation> Obligations { get; init; }

    /// <summary>Breaches that are remembered because they are counted; newest first, bounded.</summary>
    public EquatableArray<BreachMark> Breaches { get; init; }

    /// <summary>The deployment gate of each agreement that has one, by its name.</summary>
    public EquatableArray<GateStatus> Gates { get; init; }

    /// <summary>Overrides of gates, newest first: those in force, and past ones; bounded.</summary>
    public EquatableArray<GateOverride> GateOverrides { get; init; }
}
