namespace SlaAgent.Core.Windows;

/// <summary>A period of the calendar: from the first moment of its first day to the first moment of the day after its last.</summary>
/// <param name="From">When it begins, wall time in UTC.</param>
/// <param name="To">When it ends, and the next one begins; wall time in UTC.</param>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is: a day may have 23 hours.</summary>
    public TimeSpan Length => To - From;

    /// <summary>Whether a moment lies in it.</summary>
    public bool Holds(DateTimeOffset at) => at >= From && at < To;
}
