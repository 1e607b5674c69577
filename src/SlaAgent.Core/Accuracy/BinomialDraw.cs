using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>Draws from a binomial distribution, exactly and in bounded time.</summary>
internal static class BinomialDraw
{
    /// <summary>How many of <paramref name="trials"/> with chance <paramref name="p"/> each succeed.</summary>
    public static long Draw(long trials, double p, SeededRandom random) =>
        trials == 0 || p <= 0 ? 0
        : p >= 1 ? trials
        : p > 0.5 ? trials - DrawBelowHalf(trials, 1 - p, random)
        : DrawBelowHalf(trials, p, random);

    private static long DrawBelowHalf(long n, double p, SeededRandom random) => n * p < 10 ? Invert(n, p, random) : Reject(n, p, random);

    // Adds up probabilities from 0 on until they pass a uniform number.
    private static long Invert(long n, double p, SeededRandom random)
    {
        var odds = p / (1 - p);
        var term = Math.Exp(n * double.LogP1(-p));
        var left = random.NextDouble();
        var k = 0L;
        while (left > term && k < n)
        {
            left -= term;
            k++;
            term *= odds * (n - k + 1) / k;
        }

        return k;
    }

    // Algorithm BTRS (Hörmann, "The generation of binomial random variates", 1993): a transformed uniform pair, accepted by the exact probability.
    private static long Reject(long n, double p, SeededRandom random)
    {
        var spread = Math.Sqrt(n * p * (1 - p));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * p);
        var centre = (n * p) + 0.5;
        var alpha = (2.83 + (5.1 / b)) * spread;
        var sure = 0.92 - (4.2 / b);
        var mode = (long)((n + 1) * p);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = 1 - random.NextDouble();
            var distance = 0.5 - Math.Abs(u);
            var k = (long)Math.Floor((((2 * a / distance) + b) * u) + centre);
            if (distance >= 0.07 && v <= sure)
            {
                return k;
            }

            if (k >= 0 && k <= n && Math.Log(v * alpha / ((a / (distance * distance)) + b)) <= LogRatio(n, p, k, mode))
            {
                return k;
            }
        }
    }

    private static double LogRatio(long n, double p, long k, long mode) =>
        BinomialTail.LogFactorial(mode) + BinomialTail.LogFactorial(n - mode) - BinomialTail.LogFactorial(k) - BinomialTail.LogFactorial(n - k)
        + ((k - mode) * Math.Log(p / (1 - p)));
}
