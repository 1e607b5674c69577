using SlaAgent.Core.Contracts;

namespace SlaAgent.Telemetry;

/// <summary>Bucket bounds of latency histograms: round steps, and every threshold that is promised, so that a query over the buckets gives exactly the agent's own counts.</summary>
internal static class LatencyBounds
{
    private static readonly double[] Steps = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>The bounds, in seconds and ascending, for <paramref name="measure"/> of a probe.</summary>
    public static double[] For(AgentConfiguration configuration, string service, string probe, LatencyMeasure measure) =>
        [.. Steps.Concat(Thresholds(configuration, service, probe, measure)).Distinct().Order()];

    /// <summary>The thresholds promised for <paramref name="measure"/> of a probe, in seconds.</summary>
    public static IEnumerable<double> Thresholds(AgentConfiguration configuration, string service, string probe, LatencyMeasure measure) =>
        from agreement in configuration.Agreements
        where agreement.Service == service
        from objective in agreement.Objectives
        let latency = objective.Indicator as Indicator.Latency
        where latency is not null && latency.Probe == probe && latency.Measure == measure
        select latency.Threshold.TotalSeconds;
}
