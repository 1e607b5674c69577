using SlaAgent.Core.Time;

namespace SlaAgent.Traffic;

/// <summary>Requests that waited in a server.</summary>
/// <param name="Requests">How many.</param>
/// <param name="At">When.</param>
internal sealed record WaitingRequests(double Requests, Instant At);
