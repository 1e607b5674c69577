namespace SlaAgent.Core.Reports;

/// <summary>How many events may be bad in the whole period, and how many were.</summary>
/// <param name="Allowed">Events that may be bad: (1 − target) × events ÷ the share of the period that has passed.</param>
/// <param name="Spent">Events that were.</param>
public sealed record ErrorBudget(decimal Allowed, decimal Spent)
{
    /// <summary>1 − spent ÷ allowed: below zero where more was spent than there was; null where nothing is allowed.</summary>
    public decimal? Remaining => Allowed > 0 ? 1 - (Spent / Allowed) : null;

    /// <summary>Bad events that the period will have come to at its end, at the pace so far; null once it is over. Reckoned as the agent's own forecast is, by the hours on the record.</summary>
    public double? Forecast { get; init; }

    /// <summary>The lower end of its interval at 90%; null likewise.</summary>
    public double? ForecastLower { get; init; }

    /// <summary>The upper end; null likewise.</summary>
    public double? ForecastUpper { get; init; }

    /// <summary>What is left where so many events are bad; null where nothing is allowed, or where that is not known.</summary>
    public double? RemainingAfter(double? bad) => Allowed > 0 ? 1 - (bad / (double)Allowed) : null;
}
