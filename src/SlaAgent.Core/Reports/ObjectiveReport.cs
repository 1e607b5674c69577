using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>What one objective came to under one set of terms. Where the terms changed within the period, there is one for each.</summary>
public sealed record ObjectiveReport
{
    /// <summary>What was promised.</summary>
    public required ObjectiveTerms Terms { get; init; }

    /// <summary>Since when these terms held, the period's start at the earliest.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when, the period's end at the latest.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whether the objective had other terms in another part of the period.</summary>
    public bool IsPart { get; init; }

    /// <summary>When the words of the method changed within that time, and nothing that figures are reckoned by: an exclusion was agreed, say.</summary>
    public EquatableArray<DateTimeOffset> Reworded { get; init; }

    /// <summary>What was counted, after adjustments.</summary>
    public required ObjectiveFigures Figures { get; init; }

    /// <summary>What was counted before adjustments; null where there were none.</summary>
    public ObjectiveFigures? Original { get; init; }

    /// <summary>What the promise came to before adjustments; null where there were none.</summary>
    public PeriodVerdict? OriginalVerdict { get; init; }

    /// <summary>The budget; null for accuracy, and before anything was counted.</summary>
    public ErrorBudget? Budget { get; init; }

    /// <summary>What the promise came to.</summary>
    public required PeriodVerdict Verdict { get; init; }

    /// <summary>Why, in a few words.</summary>
    public required string Because { get; init; }

    /// <summary>Latencies; null where there are none.</summary>
    public LatencyFigures? Latencies { get; init; }

    /// <summary>Why events were bad, the commonest first.</summary>
    public EquatableArray<FailureCause> Causes { get; init; }

    /// <summary>Each day; none for accuracy.</summary>
    public EquatableArray<ObjectiveDay> Days { get; init; }

    /// <summary>The budget over the time; at most a few hundred points.</summary>
    public EquatableArray<BurnPoint> Burn { get; init; }

    /// <summary>Runs of the evaluation; none for other objectives.</summary>
    public EquatableArray<AccuracyRun> Runs { get; init; }

    /// <summary>The score of the last run that counts; null where there is none.</summary>
    public double? LastScore => Runs.LastOrDefault(run => run.IsMet is not null)?.Value;

    /// <summary>The figures with which the agent itself closed the period; null where it did not, or where the report is of another period.</summary>
    public ClosedObjective? Closed { get; init; }
}
