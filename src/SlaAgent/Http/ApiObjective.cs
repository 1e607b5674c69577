namespace SlaAgent.Http;

/// <summary>An objective as the API shows it: ratios 0 to 1, seconds, RFC 3339 times in UTC, null for what is not known.</summary>
internal sealed record ApiObjective(
    string Name,
    string Indicator,
    string Source,
    string? Probe,
    string Status,
    string Reason,
    DateTimeOffset Since,
    long Good,
    long Events,
    double? Compliance,
    decimal? Target,
    double? ErrorBudgetRemaining,
    double? TimeToExhaustionSeconds,
    IReadOnlyList<ApiBurnRate> BurnRates,
    double? Coverage,
    int MinimumSamples,
    double? Lower,
    double? Upper,
    double? Percentile,
    double? PercentileSeconds,
    double? PercentileLowerSeconds,
    double? PercentileUpperSeconds,
    double? ThresholdSeconds,
    double? ThresholdLowerSeconds,
    double? ThresholdUpperSeconds,
    double? AtLeastPerSecond,
    double? LastPerSecond,
    bool? HoldsProbes,
    string? Note,
    ApiAccuracy? Accuracy,
    ApiBudget? Budget = null)
{
    /// <summary>How often it was breached in its window; null where that is not asked for.</summary>
    public ApiBreaches? Breaches { get; init; }
}
