namespace SlaAgent.Core.Incidents;

/// <summary>A service is about to be stopped on purpose.</summary>
/// <param name="Service">The service.</param>
/// <param name="At">Wall time at which that was said.</param>
public sealed record DrainStart(string Service, DateTimeOffset At);
