namespace SlaAgent.Telemetry;

/// <summary>What the queues to one receiver of alerts, or sink of results, say of themselves.</summary>
/// <param name="Name">The receiver or sink.</param>
/// <param name="Results">Attempts by result.</param>
/// <param name="Waiting">What waits.</param>
/// <param name="Oldest">Since when the oldest of it waits; null when nothing does.</param>
internal sealed record DeliveryFacts(string Name, IReadOnlyList<(string Result, long Count)> Results, long Waiting, DateTimeOffset? Oldest);
