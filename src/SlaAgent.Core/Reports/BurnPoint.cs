namespace SlaAgent.Core.Reports;

/// <summary>How much of a period's budget was left at a moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Remaining">What was left of the whole period's budget, below zero where more was spent than there was.</param>
public sealed record BurnPoint(DateTimeOffset At, double Remaining);
