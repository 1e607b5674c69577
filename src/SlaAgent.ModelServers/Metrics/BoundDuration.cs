using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>A histogram of durations, among the series that are followed.</summary>
internal sealed class BoundDuration(DurationMapping mapping, SeriesIndex index)
{
    private readonly BoundSource _source = new(mapping.Source, index, isHistogram: true);
    private EquatableArray<double> _serverBounds;
    private EquatableArray<double> _bounds;

    /// <summary>Whether the reading told it: it was there, or declared.</summary>
    public bool IsTold(long reading) => _source.IsTold(reading);

    /// <summary>
    /// What was observed between the reading and the one before, in seconds. Null where the reading shows no series, one that cannot be compared with the
    /// reading before (its buckets are others), or several whose buckets differ, which cannot be added up.
    /// </summary>
    public BucketCounts? Increase(long reading)
    {
        long[]? counts = null;
        var sum = 0.0;
        var first = default(EquatableArray<double>);
        foreach (var tracked in _source.SeriesIn(reading))
        {
            var series = (HistogramSeries)tracked;
            if (series.Increase is not { } increase || (counts is not null && series.UpperBounds != first))
            {
                return null;
            }

            first = series.UpperBounds;
            counts ??= new long[increase.Length];
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] += increase[i];
            }

            sum += double.IsFinite(series.SumIncrease) ? Math.Max(0, series.SumIncrease) : LeastSum(first, increase);
        }

        return counts is null ? null : new BucketCounts(InSeconds(first), [.. counts], sum / mapping.UnitsPerSecond);
    }

    /// <summary>Where a server says nothing of the sum: the least that it can be.</summary>
    private static double LeastSum(EquatableArray<double> bounds, long[] counts)
    {
        var sum = 0.0;
        for (var i = 1; i < counts.Length; i++)
        {
            sum += Math.Max(0, bounds[i - 1]) * counts[i];
        }

        return sum;
    }

    private EquatableArray<double> InSeconds(EquatableArray<double> bounds)
    {
        if (_serverBounds != bounds)
        {
            _serverBounds = bounds;
            _bounds = [.. bounds.Select(bound => bound / mapping.UnitsPerSecond)];
        }

        return _bounds;
    }
}
