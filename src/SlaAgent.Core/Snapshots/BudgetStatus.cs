namespace SlaAgent.Core.Snapshots;

/// <summary>The error budget of the whole window in bad events (or slices): 1 − spent ÷ allowed is what is left of it.</summary>
/// <param name="Allowed">Bad events that the promise allows in the whole window, at the pace of events so far; 0 before any time has passed.</param>
/// <param name="Spent">Bad events so far; a part of a slice counts as that where slices' shares are averaged.</param>
public sealed record BudgetStatus(double Allowed, double Spent)
{
    /// <summary>Bad events to be expected by the end of the period, those so far among them; null for a window that moves, and without events.</summary>
    public double? Forecast { get; init; }

    /// <summary>With 90% confidence they are not fewer than this.</summary>
    public double? ForecastLower { get; init; }

    /// <summary>With 90% confidence they are not more than this.</summary>
    public double? ForecastUpper { get; init; }
}
