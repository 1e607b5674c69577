namespace SlaAgent.Core.Snapshots;

/// <summary>The verdict on an objective before a restart.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Status">The verdict.</param>
/// <param name="Since">Wall time since when it held.</param>
public sealed record PastStatus(string Agreement, string Objective, ObjectiveStatusKind Status, DateTimeOffset Since);
