namespace SlaAgent.Core.Baselines;

/// <summary>What one objective counted in one hour.</summary>
/// <param name="Start">Start of the hour, UTC.</param>
/// <param name="Good">Good events (or slices).</param>
/// <param name="Bad">Bad ones.</param>
/// <param name="Covered">Time that was measured.</param>
/// <param name="Waived">Time that does not count.</param>
/// <param name="Durations">Durations, where the objective has any.</param>
public sealed record BaselineHour(DateTimeOffset Start, long Good, long Bad, TimeSpan Covered, TimeSpan Waived, DurationCounts? Durations = null)
{
    /// <summary>Good and bad events.</summary>
    public long Events => Good + Bad;
}
