namespace SlaAgent.Telemetry;

/// <summary>What one receiver's queues say of themselves.</summary>
/// <param name="Name">The receiver.</param>
/// <param name="Results">Posts by result.</param>
/// <param name="Waiting">Transitions that wait.</param>
/// <param name="Oldest">Since when the oldest of them waits; null when none does.</param>
internal sealed record ReceiverFacts(string Name, IReadOnlyList<(string Result, long Count)> Results, long Waiting, DateTimeOffset? Oldest);
