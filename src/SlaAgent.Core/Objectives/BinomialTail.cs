namespace SlaAgent.Core.Objectives;

/// <summary>The exact binomial tail, in log space.</summary>
internal static class BinomialTail
{
    /// <summary>The probability that of <paramref name="trials"/> with chance <paramref name="p"/> each at least <paramref name="successes"/> succeed.</summary>
    public static double AtLeast(long successes, long trials, double p)
    {
        if (successes <= 0 || p >= 1)
        {
            return successes <= trials ? 1 : 0;
        }

        if (successes > trials || p <= 0)
        {
            return 0;
        }

        return successes > trials * p ? SumFrom(successes, trials, p) : 1 - SumFrom(trials - successes + 1, trials, 1 - p);
    }

    // Beyond the mean the terms fall geometrically, so that the sum ends after a few standard deviations.
    private static double SumFrom(long k, long n, double p)
    {
        var odds = p / (1 - p);
        var term = Math.Exp(LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k) + (k * Math.Log(p)) + ((n - k) * double.LogP1(-p)));
        var sum = 0.0;
        for (; k <= n && term > sum * 1e-17; k++)
        {
            sum += term;
            term *= (double)(n - k) / (k + 1) * odds;
        }

        return Math.Min(1, sum);
    }

    /// <summary>The logarithm of n!, by Stirling's series after shifting small arguments to where it is exact to double precision.</summary>
    public static double LogFactorial(long n)
    {
        var x = n + 1.0;
        var shift = 0.0;
        for (; x < 16; x++)
        {
            shift += Math.Log(x);
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square / 1680))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }
}
