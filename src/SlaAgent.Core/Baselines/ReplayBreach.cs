namespace SlaAgent.Core.Baselines;

/// <summary>A time in which a replayed objective was breached.</summary>
/// <param name="From">Start of the hour whose events spent the budget.</param>
/// <param name="To">To when it lasted.</param>
public sealed record ReplayBreach(DateTimeOffset From, DateTimeOffset To);
