using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>What one reading of a server's metrics is to one indicator: whole requests, good and bad.</summary>
/// <param name="IsTold">Whether the server told what it takes to judge; where not, nothing was measured.</param>
/// <param name="Good">Good requests.</param>
/// <param name="Bad">Bad requests.</param>
/// <param name="Failed">How many of the bad ones failed, rather than were too slow.</param>
internal readonly record struct TrafficEvents(bool IsTold, long Good, long Bad, long Failed)
{
    /// <summary>More than this in one reading is no count.</summary>
    private const long Most = 1_000_000_000_000_000;

    /// <summary>Reads a reading that did not fail.</summary>
    public static TrafficEvents Of(Indicator indicator, TrafficSample sample) => indicator switch
    {
        Indicator.Availability when sample is { Good: { } good, Bad: { } bad } => new(true, Count(good), Count(bad), Count(bad)),
        Indicator.Latency latency when Histogram(latency.Measure, sample) is { } histogram => OfLatency(latency, sample, histogram),
        _ => default,
    };

    /// <summary>The histogram of a measure; null where the server has none.</summary>
    public static BucketCounts? Histogram(LatencyMeasure measure, TrafficSample sample) => measure switch
    {
        LatencyMeasure.Total => sample.Duration,
        LatencyMeasure.TimeToFirstToken => sample.TimeToFirstToken,
        LatencyMeasure.TimePerOutputToken => sample.InterToken,
        _ => null,
    };

    /// <summary>
    /// Good is what lies in buckets wholly within the threshold. A failed request is slower than any threshold. Servers differ in whether their histogram
    /// holds failed requests: what it holds beyond the good ones are failures, and however fast they were, they are not good; those that it does not hold
    /// are added.
    /// </summary>
    private static TrafficEvents OfLatency(Indicator.Latency latency, TrafficSample sample, BucketCounts histogram)
    {
        var (within, held) = Split(histogram, BucketBounds.Around(latency.Threshold, histogram.UpperBounds.AsSpan()).Index);
        var failed = Count(sample.Bad ?? 0);
        var inside = latency.Measure == LatencyMeasure.Total && sample.Good is { } good ? Math.Clamp(held - Count(good), 0, failed) : 0;
        var isGood = Math.Max(0, within - inside);
        return latency.ExcludeFailures
            ? new(true, isGood, held - inside - isGood, 0)
            : new(true, isGood, held - isGood + failed - inside, failed);
    }

    private static (long Within, long Held) Split(BucketCounts histogram, int buckets)
    {
        var (within, held) = (0L, 0L);
        var counts = histogram.Counts.AsSpan();
        for (var i = 0; i < counts.Length; i++)
        {
            within += i < buckets ? Count(counts[i]) : 0;
            held += Count(counts[i]);
        }

        return (Count(within), Count(held));
    }

    private static long Count(long told) => Math.Clamp(told, 0, Most);
}
