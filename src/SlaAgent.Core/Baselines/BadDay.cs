namespace SlaAgent.Core.Baselines;

/// <summary>A day with bad events.</summary>
/// <param name="Date">The day.</param>
/// <param name="Bad">Its bad events.</param>
/// <param name="Share">Their share of all bad events of the history, 0 to 1.</param>
public sealed record BadDay(DateOnly Date, long Bad, double Share);
