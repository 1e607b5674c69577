namespace SlaAgent.Core.Contracts;

/// <summary>One question asked of a service at a fixed rate.</summary>
/// <param name="Name">Unique within its service.</param>
/// <param name="Interval">Time between two scheduled starts; positive.</param>
/// <param name="Timeout">Total deadline; at most the interval.</param>
/// <param name="Request">What is asked and what counts as a good answer.</param>
public sealed record Probe(string Name, TimeSpan Interval, TimeSpan Timeout, ProbeRequest Request);
