namespace SlaAgent.Core.Snapshots;

/// <summary>An objective whose present time does not count by its agreement, whatever its status.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Because">Why, in a few words: <c>retraining until 2026-12-02 07:00:00Z (planned)</c>.</param>
public sealed record ExcludedObjective(string Agreement, string Objective, string Because);
