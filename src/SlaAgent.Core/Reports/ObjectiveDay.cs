using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Reports;

/// <summary>One day of an objective.</summary>
public sealed record ObjectiveDay
{
    /// <summary>The day.</summary>
    public required ReportDate Day { get; init; }

    /// <summary>What was counted in it, after adjustments.</summary>
    public required ObjectiveFigures Figures { get; init; }

    /// <summary>Latencies; null where there are none.</summary>
    public LatencyFigures? Latencies { get; init; }

    /// <summary>Why events were bad, the commonest first.</summary>
    public EquatableArray<FailureCause> Causes { get; init; }
}
