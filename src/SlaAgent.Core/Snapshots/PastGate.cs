namespace SlaAgent.Core.Snapshots;

/// <summary>A deployment gate before a restart.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="IsOpen">Whether it was open.</param>
/// <param name="Since">Wall time since when it was so.</param>
public sealed record PastGate(string Agreement, bool IsOpen, DateTimeOffset Since);
