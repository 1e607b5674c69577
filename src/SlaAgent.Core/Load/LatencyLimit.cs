using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Load;

/// <summary>A threshold that a good request meets.</summary>
/// <param name="Measure">Which duration.</param>
/// <param name="Threshold">Its slowest good value.</param>
public sealed record LatencyLimit(LatencyMeasure Measure, TimeSpan Threshold)
{
    /// <summary>Whether <paramref name="result"/> meets it. What began late counts as late: durations run from the intended arrival. What was not measured is not met.</summary>
    public bool IsMetBy(ProbeResult result)
    {
        var value = Measure switch
        {
            LatencyMeasure.Total => result.ScheduleDelay + result.Duration,
            LatencyMeasure.FirstByte => result.ScheduleDelay + result.FirstByte,
            LatencyMeasure.TimeToFirstToken => result.ScheduleDelay + result.TimeToFirstToken,
            LatencyMeasure.TimePerOutputToken => result.TimePerOutputToken,
            _ => result.InterChunkLatency,
        };
        return value <= Threshold;
    }
}
