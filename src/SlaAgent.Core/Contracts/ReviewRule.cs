namespace SlaAgent.Core.Contracts;

/// <summary>How many breaches make an architecture review due.</summary>
/// <param name="Breaches">So many, at least 1.</param>
/// <param name="Within">Opened in so long a time.</param>
/// <param name="IsOfObjective">Whether those of one objective are counted, rather than those of the whole agreement.</param>
public sealed record ReviewRule(int Breaches, TimeSpan Within, bool IsOfObjective);
