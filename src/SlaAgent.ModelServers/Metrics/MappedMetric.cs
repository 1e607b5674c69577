namespace SlaAgent.ModelServers.Metrics;

/// <summary>Something that a server tells, for people.</summary>
/// <param name="What">What it is, in the one vocabulary.</param>
/// <param name="Metric">By which of its metrics, as PromQL would write it, near enough.</param>
public sealed record MappedMetric(string What, string Metric);
