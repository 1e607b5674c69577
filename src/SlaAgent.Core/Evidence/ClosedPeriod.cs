using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>The final figures of a period of the calendar.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="From">Start of the period.</param>
/// <param name="To">End of the period.</param>
/// <param name="Objectives">What each objective came to.</param>
public sealed record ClosedPeriod(string Agreement, DateTimeOffset From, DateTimeOffset To, EquatableArray<ClosedObjective> Objectives);
