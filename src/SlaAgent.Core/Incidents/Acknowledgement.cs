namespace SlaAgent.Core.Incidents;

/// <summary>Somebody has taken an incident on.</summary>
/// <param name="By">Who.</param>
/// <param name="Note">What they say to it; null for nothing.</param>
/// <param name="At">When (wall time).</param>
public sealed record Acknowledgement(string By, string? Note, DateTimeOffset At);
