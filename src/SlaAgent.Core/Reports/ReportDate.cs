namespace SlaAgent.Core.Reports;

/// <summary>One day of a period, in the contract's zone.</summary>
/// <param name="Date">Its date there.</param>
/// <param name="From">Its midnight, or the period's start where that is later.</param>
/// <param name="To">The midnight after it, or the period's end where that is earlier.</param>
public sealed record ReportDate(DateOnly Date, DateTimeOffset From, DateTimeOffset To);
