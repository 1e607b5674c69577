namespace SlaAgent.Configuration.DataSets;

/// <summary>What is wanted of each example.</summary>
/// <param name="Asked">The columns whose values it is to have.</param>
/// <param name="Label">The column with the truth.</param>
/// <param name="Id">The column that names it; null for none.</param>
internal sealed record ExampleColumns(IReadOnlyList<string> Asked, string Label, string? Id);
