using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>What is asked to be paused.</summary>
/// <param name="Sla">The agreement.</param>
/// <param name="For">How long it is meant to last, as <c>6h</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks.</param>
/// <param name="Objectives">Names of objectives; null for those that judge accuracy.</param>
/// <param name="All">All objectives.</param>
/// <param name="Longest">How long it may last at most; null for as long as planned.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiPauseRequest(
    string? Sla, string? For, string? Reason, string? By, IReadOnlyList<string>? Objectives = null, bool All = false, string? Longest = null);
