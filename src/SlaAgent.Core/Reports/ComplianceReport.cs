using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Reports;

/// <summary>What an agreement came to in a period: everything a statement says, reckoned from the record alone.</summary>
public sealed record ComplianceReport
{
    /// <summary>The terms, those that held last in the period.</summary>
    public required AgreementTerms Terms { get; init; }

    /// <summary>The period.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Whether the period is over; else everything is so far.</summary>
    public bool IsOver => MadeAt >= Period.To;

    /// <summary>What the agreement came to: breached where an objective was, met where all were.</summary>
    public required PeriodVerdict Verdict { get; init; }

    /// <summary>The objectives in the order of the terms, those of earlier terms among them.</summary>
    public required EquatableArray<ObjectiveReport> Objectives { get; init; }

    /// <summary>Breaches of the agreement and outages of its service that overlap the period, oldest first.</summary>
    public required EquatableArray<Incident> Incidents { get; init; }

    /// <summary>Figures of the breaches among them.</summary>
    public required IncidentFigures IncidentFigures { get; init; }

    /// <summary>Time that did not count, oldest first.</summary>
    public required EquatableArray<ExcludedStretch> Exclusions { get; init; }

    /// <summary>The same time added up by how it came not to count, with what was excluded after the fact.</summary>
    public EquatableArray<ExcludedTime> ExcludedByKind { get; init; }

    /// <summary>What was excluded after the fact, in the order in which it was.</summary>
    public required EquatableArray<Adjustment> Adjustments { get; init; }

    /// <summary>What is given back of the period's fee; null where no credits are agreed, where the period is none of the agreement's calendar, and where the objective is not judged.</summary>
    public ServiceCredit? Credit { get; init; }

    /// <summary>What came to be owed in the period, or was owed in it.</summary>
    public required EquatableArray<Obligation> Obligations { get; init; }

    /// <summary>Time in which the deployment gate was closed.</summary>
    public required EquatableArray<GateClosure> GateClosures { get; init; }

    /// <summary>Overrides of the gate that began in the period.</summary>
    public required EquatableArray<GateOverride> Overrides { get; init; }

    /// <summary>The period before; null where there is none to compare with.</summary>
    public PreviousPeriod? Previous { get; init; }

    /// <summary>Other forms of the promise about the same service.</summary>
    public EquatableArray<Counterpart> Counterparts { get; init; }

    /// <summary>What the reader has to know, one sentence each.</summary>
    public EquatableArray<string> Notes { get; init; }

    /// <summary>What it rests on.</summary>
    public required EvidenceRange Evidence { get; init; }
}
