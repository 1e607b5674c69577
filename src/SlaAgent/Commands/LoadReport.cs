using SlaAgent.Core.Samples;

namespace SlaAgent.Commands;

/// <summary>One run of load made by hand, for machines. Durations in seconds, rates a second, latencies from the intended arrival.</summary>
internal sealed record LoadReport(
    string Service,
    string Probe,
    string? Void,
    double DurationSeconds,
    long Scheduled,
    long NotSent,
    long NotMeasured,
    long Succeeded,
    long Failed,
    long Good,
    double OfferedRate,
    double AchievedRate,
    double GoodRate,
    long? PromptTokens,
    long? OutputTokens,
    double? OutputTokensPerSecond,
    LoadPercentiles LatencySeconds,
    LoadPercentiles? TimeToFirstTokenSeconds,
    LoadPercentiles GeneratorLagSeconds,
    bool IsGeneratorLimited)
{
    public static LoadReport Of(LoadResult result) => new(
        result.Service,
        result.Probe,
        result.Void,
        result.Duration.TotalSeconds,
        result.Scheduled,
        result.NotSent,
        result.NotMeasured,
        result.Succeeded,
        result.Failed,
        result.Good,
        result.OfferedRate,
        result.AchievedRate,
        result.GoodRate,
        result.PromptTokens,
        result.OutputTokens,
        result.Duration > TimeSpan.Zero ? result.OutputTokens / result.Duration.TotalSeconds : null,
        result.Latency,
        result.TimeToFirstToken,
        result.Lag,
        result.IsGeneratorLimited);
}
