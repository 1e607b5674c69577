namespace SlaAgent.Core.Baselines;

/// <summary>Seven days of history.</summary>
/// <param name="From">Their beginning.</param>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
/// <param name="Coverage">Measured share of the time that counts, 0 to 1.</param>
/// <param name="Durations">Durations, where the objective has any.</param>
public sealed record BaselineWeek(DateTimeOffset From, long Good, long Bad, double Coverage, DurationCounts? Durations)
{
    /// <summary>Good and bad events.</summary>
    public long Events => Good + Bad;

    /// <summary>Bad ÷ events, 0 to 1; 0 without events.</summary>
    public double ErrorRatio => Events == 0 ? 0 : (double)Bad / Events;

    /// <summary>Whether enough of it was measured (90%) to stand for a week.</summary>
    public bool IsWhole => Events > 0 && Coverage >= 0.9;
}
