using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>Who sends which statement.</summary>
/// <param name="By">Who.</param>
/// <param name="Statement">Its text.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiStatementRequest(string? By, string? Statement);
