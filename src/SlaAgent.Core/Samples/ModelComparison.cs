namespace SlaAgent.Core.Samples;

/// <summary>How a new version of a model compares with the one before it, on the same examples (McNemar's exact test).</summary>
/// <param name="VersionBefore">The version before; null where the server did not say.</param>
/// <param name="Common">Examples that both answered.</param>
/// <param name="OnlyBefore">Examples that only the one before predicted right.</param>
/// <param name="OnlyNow">Examples that only the new one predicts right.</param>
/// <param name="PValue">Two-sided probability of a difference at least as large if both were equally good.</param>
public sealed record ModelComparison(string? VersionBefore, long Common, long OnlyBefore, long OnlyNow, double PValue);
