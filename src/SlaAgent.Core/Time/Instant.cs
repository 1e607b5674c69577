using System.Globalization;

namespace SlaAgent.Core.Time;

/// <summary>
/// A moment on the agent's own timeline: continuous, monotonic, never adjusted. A jump of the wall clock does not move it.
/// The shell converts to and from wall time where people look or where something is written down.
/// </summary>
/// <param name="Ticks">Units of 100 ns. The zero point is that of <see cref="DateTimeOffset"/> as the wall clock stood when the agent started.</param>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    /// <summary>The time from <paramref name="earlier"/> to <paramref name="later"/>; negative when they are the other way round.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) => new(later.Ticks - earlier.Ticks);

    /// <summary>The moment <paramref name="span"/> after <paramref name="instant"/>.</summary>
    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Ticks + span.Ticks);

    /// <summary>The moment <paramref name="span"/> before <paramref name="instant"/>.</summary>
    public static Instant operator -(Instant instant, TimeSpan span) => new(instant.Ticks - span.Ticks);

    /// <summary>Whether <paramref name="left"/> is before <paramref name="right"/>.</summary>
    public static bool operator <(Instant left, Instant right) => left.Ticks < right.Ticks;

    /// <summary>Whether <paramref name="left"/> is after <paramref name="right"/>.</summary>
    public static bool operator >(Instant left, Instant right) => left.Ticks > right.Ticks;

    /// <summary>Whether <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Ticks <= right.Ticks;

    /// <summary>Whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Ticks >= right.Ticks;

    /// <summary>The later of the two.</summary>
    public static Instant Max(Instant left, Instant right) => left > right ? left : right;

    /// <summary>The earlier of the two.</summary>
    public static Instant Min(Instant left, Instant right) => left < right ? left : right;

    /// <inheritdoc />
    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    /// <inheritdoc />
    public override string ToString() => new DateTime(Ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
}
