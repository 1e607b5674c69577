namespace SlaAgent.Core.Time;

/// <summary>One reading of the agent's clock: the moment on its own timeline, and what the wall clock said then.</summary>
/// <param name="Now">The moment.</param>
/// <param name="WallOffset">What to add to the agent's timeline to get wall time (UTC); it changes when the wall clock is set.</param>
public readonly record struct ClockReading(Instant Now, TimeSpan WallOffset)
{
    /// <summary>The wall time of this reading, UTC.</summary>
    public DateTimeOffset Wall => ToWall(Now);

    /// <summary>The wall time of <paramref name="instant"/> as the wall clock stands at this reading.</summary>
    public DateTimeOffset ToWall(Instant instant) => new(instant.Ticks + WallOffset.Ticks, TimeSpan.Zero);

    /// <summary>The moment at which the wall clock, as it stands at this reading, showed <paramref name="wall"/>.</summary>
    public Instant FromWall(DateTimeOffset wall) => new(wall.UtcTicks - WallOffset.Ticks);
}
