namespace SlaAgent.Configuration.DataSets;

/// <summary>How often a class occurs.</summary>
/// <param name="Label">The class.</param>
/// <param name="Examples">Examples of it.</param>
public sealed record ClassCount(string Label, long Examples);
