namespace SlaAgent.Core.Evidence;

/// <summary>What an objective came to in a period that is over.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Good">Good events.</param>
/// <param name="Events">Events.</param>
/// <param name="Coverage">Share of the countable time that was measured; null where none was countable.</param>
/// <param name="Status">The verdict at the end of the period, by its name.</param>
public sealed record ClosedObjective(string Objective, long Good, long Events, double? Coverage, string Status);
