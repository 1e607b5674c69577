namespace SlaAgent.Core.Contracts;

/// <summary>Slices of time that are judged whole.</summary>
/// <param name="Length">Length of a slice; slices are aligned to multiples of it since midnight UTC.</param>
/// <param name="Good">Share of a slice's events that must be good for the slice to be good. For a latency objective this is its percentile, for throughput, which is judged by rate, 1.</param>
public sealed record Timeslices(TimeSpan Length, decimal Good);
