using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>Who takes an incident on.</summary>
/// <param name="By">Who.</param>
/// <param name="Note">What they say to it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiAcknowledgementRequest(string? By, string? Note = null);
