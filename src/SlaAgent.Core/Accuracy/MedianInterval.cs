using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// An interval of a median by order statistics, whatever the distribution is (Hahn and Meeker, 1991): with n values, the number below the true median is
/// binomial with chance one half.
/// </summary>
internal static class MedianInterval
{
    /// <summary>The median of <paramref name="sorted"/>, which is not empty.</summary>
    public static double Value(ReadOnlySpan<double> sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    /// <summary>The interval, which covers at least the confidence; null where there are too few values for any.</summary>
    public static (double Lower, double Upper)? Of(ReadOnlySpan<double> sorted, decimal confidence)
    {
        var n = sorted.Length;
        var tail = (double)((1 - confidence) / 2);

        // The last rank whose value is above the true median with no more than half of what remains: P(fewer than `rank` values below it) ≤ tail.
        int low = 0, high = (n / 2) + 1;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (BinomialTail.AtLeast(n - middle + 1, n, 0.5) <= tail)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : (sorted[low - 1], sorted[n - low]);
    }
}
