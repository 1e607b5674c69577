using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Baselines;

/// <summary>
/// An upper bound of a percentile by order statistics, whatever the distribution is (Hahn and Meeker, 1991): of n values, the number below the true quantile is
/// binomial with chance q. Values that hang together make it narrower than it should be.
/// </summary>
public static class PercentileBound
{
    /// <summary>The smallest rank whose value is, with <paramref name="confidence"/>, no smaller than the true quantile; null where even the largest value is not (59 values for p95 at 95%).</summary>
    public static long? UpperRank(long count, decimal quantile, double confidence = 0.95)
    {
        // P(fewer than rank values below the quantile) ≥ confidence.
        bool IsEnough(long rank) => 1 - BinomialTail.AtLeast(rank, count, (double)quantile) >= confidence;
        if (count <= 0 || !IsEnough(count))
        {
            return null;
        }

        var (low, high) = (0L, count);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = IsEnough(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
