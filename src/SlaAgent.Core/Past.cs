using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

/// <summary>What was durable before this process began. All times are wall times: the timeline of the process that wrote it is gone.</summary>
public sealed record Past
{
    /// <summary>Counts of any length of slot; those of one series and slot add up.</summary>
    public IEnumerable<SlotRecord> Slots { get; init; } = [];

    /// <summary>Incidents with and without an end. Open ones that nobody is responsible for any more are closed.</summary>
    public IEnumerable<Incident> Incidents { get; init; } = [];

    /// <summary>The number of the last incident that was opened; 0 where none was known.</summary>
    public long LastIncidentNumber { get; init; }

    /// <summary>Drains of which it is not known yet whether their results count; their ten minutes go on.</summary>
    public IEnumerable<DrainStart> Drains { get; init; } = [];

    /// <summary>Results held in those drains; their times are wall times.</summary>
    public IEnumerable<Sample> Held { get; init; } = [];

    /// <summary>Pauses by hand: those that go on, and past ones.</summary>
    public IEnumerable<Pause> Pauses { get; init; } = [];

    /// <summary>Preconditions that did not hold.</summary>
    public IEnumerable<PastPrecondition> Preconditions { get; init; } = [];

    /// <summary>What was owed, and what was done.</summary>
    public IEnumerable<Obligation> Obligations { get; init; } = [];

    /// <summary>Breaches that were found.</summary>
    public IEnumerable<BreachMark> Breaches { get; init; } = [];

    /// <summary>The last known states of deployment gates.</summary>
    public IEnumerable<PastGate> Gates { get; init; } = [];

    /// <summary>Overrides of deployment gates: those in force, and past ones.</summary>
    public IEnumerable<GateOverride> GateOverrides { get; init; } = [];

    /// <summary>Runs of evaluations, in any order; their times are wall times.</summary>
    public IEnumerable<EvaluationRun> Evaluations { get; init; } = [];

    /// <summary>Which period of each agreement was judged.</summary>
    public IEnumerable<PastPeriod> Periods { get; init; } = [];

    /// <summary>By agreement, what tells the terms that are on the record from others.</summary>
    public IEnumerable<KeyValuePair<string, string>> Terms { get; init; } = [];

    /// <summary>Planned exclusions that have begun on the record and are not over there.</summary>
    public IEnumerable<ExclusionFact> Exclusions { get; init; } = [];

    /// <summary>Planned exclusions that were over by then are on the record; null where nothing is.</summary>
    public DateTimeOffset? ExclusionsTo { get; init; }

    /// <summary>Adjustments after the fact that were made before, in any order; what they took is not in <see cref="Slots"/> any more.</summary>
    public IEnumerable<PastAdjustment> Adjustments { get; init; } = [];

    /// <summary>The last known states of services, and since when they held.</summary>
    public IEnumerable<PastState> Services { get; init; } = [];

    /// <summary>The last known statuses of objectives, and since when they held.</summary>
    public IEnumerable<PastStatus> Objectives { get; init; } = [];
}
