namespace SlaAgent.Core.Objectives;

/// <summary>The bounds of a histogram between which a duration lies. Counts are known at bounds only.</summary>
/// <param name="Index">How many buckets lie wholly within the duration.</param>
/// <param name="Lower">The largest bound that is at most the duration; zero where all are larger.</param>
/// <param name="Upper">The smallest bound that is at least the duration; null beyond the last.</param>
public readonly record struct BucketBounds(int Index, TimeSpan Lower, TimeSpan? Upper)
{
    /// <summary>Whether the duration is a bound itself.</summary>
    public bool IsExact => Lower == Upper;

    /// <summary>Finds the bounds around a duration.</summary>
    /// <param name="duration">The duration.</param>
    /// <param name="upperBounds">Upper bounds in seconds, inclusive, ascending, without an infinite one.</param>
    public static BucketBounds Around(TimeSpan duration, ReadOnlySpan<double> upperBounds)
    {
        var index = 0;
        while (index < upperBounds.Length && Span(upperBounds[index]) <= duration)
        {
            index++;
        }

        var lower = index == 0 ? TimeSpan.Zero : Span(upperBounds[index - 1]);
        TimeSpan? upper = lower == duration && index > 0 ? lower : index < upperBounds.Length ? Span(upperBounds[index]) : null;
        return new BucketBounds(index, lower, upper);
    }

    // To 100 ns: what is written as 0.3 in both places is the same, whatever a double makes of it.
    private static TimeSpan Span(double seconds) => seconds < 1e9 ? new TimeSpan((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : TimeSpan.MaxValue;
}
