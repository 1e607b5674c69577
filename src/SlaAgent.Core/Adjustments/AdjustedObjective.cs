namespace SlaAgent.Core.Adjustments;

/// <summary>What an adjustment took out of one objective. What it took lies in whole slots of the store.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="From">Start of the first slot of which anything was taken.</param>
/// <param name="To">End of the last one.</param>
/// <param name="Resolution">Length of the longest slot there: what lies in part of one was left as it is.</param>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
/// <param name="Covered">Measured time, which is excluded time now.</param>
public sealed record AdjustedObjective(string Objective, DateTimeOffset From, DateTimeOffset To, TimeSpan Resolution, long Good, long Bad, TimeSpan Covered);
