using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>Two-sided intervals of a proportion.</summary>
public static class ProportionInterval
{
    /// <summary>Wilson's score interval (Wilson, 1927): what verdicts are made with.</summary>
    /// <param name="good">Good ones; 0 to <paramref name="of"/>.</param>
    /// <param name="of">All; positive.</param>
    /// <param name="confidence">Above 0, below 1.</param>
    public static (double Lower, double Upper) Wilson(long good, long of, decimal confidence) => WilsonInterval.Of(good, of, NormalDistribution.TwoSided(confidence));

    /// <summary>
    /// The interval of Clopper and Pearson (1934), which never covers less than the confidence and so is wider: each end is the proportion at which what was
    /// seen, or more of it, has half of the remaining probability.
    /// </summary>
    /// <param name="good">Good ones; 0 to <paramref name="of"/>.</param>
    /// <param name="of">All; positive.</param>
    /// <param name="confidence">Above 0, below 1.</param>
    public static (double Lower, double Upper) Exact(long good, long of, decimal confidence)
    {
        var tail = (double)((1 - confidence) / 2);
        return (good == 0 ? 0 : Solve(good, of, tail), good == of ? 1 : 1 - Solve(of - good, of, tail));
    }

    // The tail rises with the proportion; halving ends at neighbouring numbers.
    private static double Solve(long successes, long trials, double tail)
    {
        var low = 0.0;
        var high = 1.0;
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (BinomialTail.AtLeast(successes, trials, middle) < tail)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}
