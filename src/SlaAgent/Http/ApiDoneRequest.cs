using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>Who did what was owed.</summary>
/// <param name="By">Who.</param>
/// <param name="Note">What they say to it: where the document is, say.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiDoneRequest(string? By, string? Note = null);
