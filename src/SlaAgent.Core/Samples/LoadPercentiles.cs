namespace SlaAgent.Core.Samples;

/// <summary>Percentiles in seconds; null where unknown.</summary>
public sealed record LoadPercentiles(double? P50, double? P90, double? P95, double? P99);
