using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>What is asked to be excluded after the fact.</summary>
/// <param name="Sla">The agreement.</param>
/// <param name="From">Start of the time, with its offset: <c>2026-12-01T22:00:00Z</c>.</param>
/// <param name="To">Its end, likewise.</param>
/// <param name="By">Who makes the adjustment.</param>
/// <param name="Reason">Why.</param>
/// <param name="Objectives">Names of objectives; null for all that are judged by counts.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiAdjustmentRequest(string? Sla, string? From, string? To, string? By, string? Reason, IReadOnlyList<string>? Objectives = null);
