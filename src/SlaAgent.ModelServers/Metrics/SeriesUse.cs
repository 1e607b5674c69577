namespace SlaAgent.ModelServers.Metrics;

/// <summary>What a series is wanted for.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Role">What it is to the metric.</param>
internal readonly record struct SeriesUse(TrackedMetric Metric, SeriesRole Role);
