namespace SlaAgent.Core.Contracts;

/// <summary>A metric that says whether the service runs at all: 0 where it is scaled to nothing, more where it is awake.</summary>
/// <param name="Source">The metric; several series are added up.</param>
/// <param name="Url">The page that has it; null for the server's own.</param>
/// <param name="Probes">Which probes go on while it says 0.</param>
public sealed record AwakeMetric(MetricSource Source, Uri? Url, ProbesAsleep Probes);
