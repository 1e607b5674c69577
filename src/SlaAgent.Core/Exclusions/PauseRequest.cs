using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Exclusions;

/// <summary>What somebody asks to be paused, from now on.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Objectives">Names of objectives; empty for those that judge accuracy.</param>
/// <param name="All">All objectives, in the place of naming them.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Planned">How long it is meant to last.</param>
/// <param name="Longest">How long it may last at most; null for as long as planned.</param>
public sealed record PauseRequest(
    string Agreement, EquatableArray<string> Objectives, bool All, string By, string Reason, TimeSpan Planned, TimeSpan? Longest);
