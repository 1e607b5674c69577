namespace SlaAgent.Core.Contracts;

/// <summary>Deadlines of single stages of a probe; null means only the probe's total timeout holds.</summary>
/// <param name="Connect">Name resolution, TCP and TLS together, from the probe's start.</param>
/// <param name="FirstByte">From the probe's start to the first byte of the response.</param>
/// <param name="Stall">The longest silence between two pieces of the body.</param>
public sealed record StageTimeouts(TimeSpan? Connect = null, TimeSpan? FirstByte = null, TimeSpan? Stall = null);
