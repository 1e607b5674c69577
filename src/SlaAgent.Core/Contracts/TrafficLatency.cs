namespace SlaAgent.Core.Contracts;

/// <summary>A duration that a kind of server shows as a histogram.</summary>
/// <param name="Measure">Which duration.</param>
/// <param name="UpperBounds">The bounds of its buckets in seconds, ascending, where they are known beforehand; else empty.</param>
public sealed record TrafficLatency(LatencyMeasure Measure, EquatableArray<double> UpperBounds);
