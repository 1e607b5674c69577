using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>What one measured result is to one indicator.</summary>
/// <param name="Counts">Whether it is an event at all.</param>
/// <param name="Good">Whether it is a good one.</param>
/// <param name="Latency">The duration judged; null for a failure, and for an indicator that judges none.</param>
internal readonly record struct ObservedEvent(bool Counts, bool Good, TimeSpan? Latency)
{
    /// <summary>Reads a result that is a measurement.</summary>
    public static ObservedEvent Of(Indicator indicator, ProbeResult result)
    {
        var succeeded = result.Outcome == Outcome.Success;
        if (IsExcepted(indicator, result.Outcome))
        {
            return default;
        }

        if (indicator is not Indicator.Latency latency)
        {
            return new ObservedEvent(true, succeeded, null);
        }

        // A failure is slower than any threshold, whatever durations it carries: else an outage would improve the percentile.
        if (!succeeded)
        {
            return new ObservedEvent(!latency.ExcludeFailures, false, null);
        }

        return Measured(latency.Measure, result) is { } duration ? new ObservedEvent(true, duration <= latency.Threshold, duration) : default;
    }

    /// <summary>Whether an outcome is the fault of whoever asked, by the contract.</summary>
    public static bool IsExcepted(Indicator indicator, Outcome outcome)
    {
        foreach (var excepted in Excepted(indicator).AsSpan())
        {
            if (excepted == outcome)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The outcomes that are the fault of whoever asked.</summary>
    public static EquatableArray<Outcome> Excepted(Indicator indicator) => indicator switch
    {
        Indicator.Availability availability => availability.Except,
        Indicator.Latency latency => latency.Except,
        _ => default,
    };

    private static TimeSpan? Measured(LatencyMeasure measure, ProbeResult result) => measure switch
    {
        LatencyMeasure.FirstByte => result.FirstByte,
        LatencyMeasure.TimeToFirstToken => result.TimeToFirstToken,
        LatencyMeasure.TimePerOutputToken => result.TimePerOutputToken,
        LatencyMeasure.InterChunkLatency => result.InterChunkLatency,
        _ => result.Duration,
    };
}
