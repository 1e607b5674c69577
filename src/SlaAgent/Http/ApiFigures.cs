namespace SlaAgent.Http;

/// <summary>What an objective comes to in its window.</summary>
internal sealed record ApiFigures(string Status, long Good, long Events, double? Compliance, double? ErrorBudgetRemaining, double? Coverage);
