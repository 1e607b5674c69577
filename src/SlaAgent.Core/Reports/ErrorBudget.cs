namespace SlaAgent.Core.Reports;

/// <summary>How many events may be bad in the whole period, and how many were.</summary>
/// <param name="Allowed">Events that may be bad: (1 − target) × events ÷ the share of the period that has passed.</param>
/// <param name="Spent">Events that were.</param>
public sealed record ErrorBudget(decimal Allowed, decimal Spent)
{
    /// <summary>1 − spent ÷ allowed: below zero where more was spent than there was; null where nothing is allowed.</summary>
    public decimal? Remaining => Allowed > 0 ? 1 - (Spent / Allowed) : null;
}
