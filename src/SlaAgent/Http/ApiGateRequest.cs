using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>What is asked of a closed gate: that it be kept open for a while, or that one critical deployment may pass.</summary>
/// <param name="Sla">The agreement; may be left out of a critical deployment.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="For">How long it is to be kept open, as <c>2h</c>; not of a critical deployment.</param>
/// <param name="Critical">Whether one critical deployment is to pass.</param>
/// <param name="Service">Of a critical deployment: the service in the place of the agreement.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiGateRequest(string? Sla, string? By, string? Reason, string? For = null, bool Critical = false, string? Service = null);
