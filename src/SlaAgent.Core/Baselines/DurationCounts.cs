using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Baselines;

/// <summary>Durations counted by the bucket they fell into, and failures, which are slower than any duration. A duration is taken to be as long as its bucket allows.</summary>
public sealed class DurationCounts
{
    private readonly SortedDictionary<double, long> _counts = [];

    /// <summary>Durations, without failures.</summary>
    public long Finite { get; private set; }

    /// <summary>Failures, and durations beyond the last bound.</summary>
    public long Beyond { get; private set; }

    /// <summary>Durations and failures.</summary>
    public long Count => Finite + Beyond;

    /// <summary>The bounds in use, in seconds, ascending, each with its count.</summary>
    public IReadOnlyCollection<KeyValuePair<double, long>> Buckets => _counts;

    /// <summary>Adds durations of at most <paramref name="upTo"/> seconds (and more than the next shorter bound); infinite for failures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the bound is not a positive number.</exception>
    public void Add(double upTo, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(upTo > 0, true, nameof(upTo));
        if (count == 0)
        {
            return;
        }

        if (double.IsPositiveInfinity(upTo))
        {
            Beyond += count;
            return;
        }

        _counts[upTo] = _counts.GetValueOrDefault(upTo) + count;
        Finite += count;
    }

    /// <summary>Adds all of <paramref name="other"/>.</summary>
    public void Add(DurationCounts other)
    {
        foreach (var (upTo, count) in other._counts)
        {
            Add(upTo, count);
        }

        Beyond += other.Beyond;
    }

    /// <summary>Adds what a slot of the ledger holds; false, with nothing added, where it is damaged.</summary>
    public bool TryAdd(ReadOnlySpan<byte> written)
    {
        var histogram = new LatencyHistogram();
        if (!LatencyHistogramCodec.TryAdd(written, histogram))
        {
            return false;
        }

        var (first, end) = histogram.Range;
        for (var bucket = first; bucket < end; bucket++)
        {
            Add(LatencyBuckets.UpperBound(bucket), histogram.CountOf(bucket));
        }

        Beyond += histogram.Infinite;
        return true;
    }

    /// <summary>The duration of a rank, counted from 1 for the shortest, in seconds; null where the rank lies among the failures.</summary>
    public double? OfRank(long rank)
    {
        foreach (var (upTo, count) in _counts)
        {
            rank -= count;
            if (rank <= 0)
            {
                return upTo;
            }
        }

        return null;
    }

    /// <summary>The quantile by nearest rank, k = ⌈q·n⌉, in seconds; null where there is nothing, or where the rank lies among the failures.</summary>
    public double? Quantile(decimal q) => Count == 0 ? null : OfRank(Math.Max(1, (long)Math.Ceiling(q * Count)));

    /// <summary>How many took longer than <paramref name="seconds"/>, failures included; a bucket that reaches beyond counts as longer.</summary>
    public long SlowerThan(double seconds)
    {
        var slower = Beyond;
        foreach (var (upTo, count) in _counts)
        {
            slower += upTo > seconds * (1 + 1e-9) ? count : 0;
        }

        return slower;
    }
}
