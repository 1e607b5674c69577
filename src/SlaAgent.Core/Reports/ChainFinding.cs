namespace SlaAgent.Core.Reports;

/// <summary>What checking the chain of the record came to.</summary>
/// <param name="IsWhole">Whether every entry is in its place and unchanged.</param>
/// <param name="Says">The finding in a sentence.</param>
public sealed record ChainFinding(bool IsWhole, string Says);
