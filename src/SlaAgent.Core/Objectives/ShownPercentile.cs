using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

/// <summary>A measured percentile in seconds, for people: verdicts rest on counts at the threshold.</summary>
/// <param name="Seconds">The percentile; null where it is not known, or lies among failures or beyond the last bound.</param>
/// <param name="Lower">The server's bound below it; null for probes and where the bounds are not known.</param>
/// <param name="Upper">The server's bound above it; null also beyond the last.</param>
internal readonly record struct ShownPercentile(double? Seconds, double? Lower, double? Upper)
{
    /// <summary>The percentile of what an objective has counted.</summary>
    public static ShownPercentile Of(ObjectiveState state)
    {
        if (state.Latencies is not { IsEmpty: false } latencies || state.Objective.Indicator is not Indicator.Latency latency)
        {
            return default;
        }

        var seconds = latencies.Quantile(latency.Percentile);
        if (!latency.IsOfTraffic || state.Notes.Around(latencies.QuantileBucket(latency.Percentile)) is not { } around)
        {
            return new(seconds, null, null);
        }

        return new(around.Upper, around.Lower, around.Upper);
    }
}
