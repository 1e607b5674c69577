namespace SlaAgent.Core.Contracts;

/// <summary>Slices of time that are judged whole.</summary>
/// <param name="Length">Length of a slice; slices are aligned to multiples of it since midnight UTC.</param>
/// <param name="Good">
/// Share of a slice's events that must be good for the slice to be good. For a latency objective this is its percentile; for throughput, which is judged by
/// rate, and for averages 1.
/// </param>
public sealed record Timeslices(TimeSpan Length, decimal Good)
{
    /// <summary>With fewer events in the slice (with <see cref="MinimumDuration"/>: in the whole run of bad slices) it does not count as bad; 0 for no such bound.</summary>
    public long MinimumRequests { get; init; }

    /// <summary>Bad slices count as bad only within a run of them, one after another, that lasts at least so long; zero for no such bound.</summary>
    public TimeSpan MinimumDuration { get; init; }

    /// <summary>What a slice is that was measured and saw no event.</summary>
    public IdleSlice WhenIdle { get; init; } = IdleSlice.NoEvent;

    /// <summary>Whether what counts is the mean of the slices' shares of good events, rather than the share of good slices.</summary>
    public bool IsAveraged { get; init; }
}
