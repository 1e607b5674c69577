namespace SlaAgent.Core.Reports;

/// <summary>What was counted of an objective over some time. Events are exact: where ratios of slices are averaged, a slice can be good in part.</summary>
public sealed record ObjectiveFigures
{
    /// <summary>Good events.</summary>
    public required decimal Good { get; init; }

    /// <summary>Events.</summary>
    public required decimal Events { get; init; }

    /// <summary>Bad events.</summary>
    public decimal Bad => Events - Good;

    /// <summary>Good ÷ events; null where there were none.</summary>
    public decimal? Compliance => Events > 0 ? Good / Events : null;

    /// <summary>Lower end of Wilson's interval at 95%; null where there were no events. Events that follow each other fail together, so that the interval is narrower than it should be.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end; null likewise.</summary>
    public double? Upper { get; init; }

    /// <summary>Time that was measured.</summary>
    public required TimeSpan Covered { get; init; }

    /// <summary>Time that does not count.</summary>
    public required TimeSpan Waived { get; init; }

    /// <summary>Time that counts, as far as it has passed since measuring began.</summary>
    public TimeSpan Countable { get; init; }

    /// <summary>Measured ÷ countable time, at most 1; null where none counts.</summary>
    public double? Coverage => Countable > TimeSpan.Zero ? Math.Min(1, Covered / Countable) : null;
}
