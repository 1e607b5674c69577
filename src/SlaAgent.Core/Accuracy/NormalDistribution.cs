namespace SlaAgent.Core.Accuracy;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private static readonly double[] CentralAbove =
    [
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125, 1971.5909503065514427, 133.14166789178437745,
        3.3871328727963666080,
    ];

    private static readonly double[] CentralBelow =
    [
        5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867, 5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1,
    ];

    private static readonly double[] MiddleAbove =
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
        4.63033784615654529590, 1.42343711074968357734,
    ];

    private static readonly double[] MiddleBelow =
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
        2.05319162663775882187, 1,
    ];

    private static readonly double[] TailAbove =
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
        5.46378491116411436990, 6.65790464350110377720,
    ];

    private static readonly double[] TailBelow =
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
        5.99832206555887937690e-1, 1,
    ];

    /// <summary>The two-sided quantile of a <paramref name="confidence"/>, above 0 and below 1: 1.96 for 0.95.</summary>
    public static double TwoSided(decimal confidence) => Quantile((double)((1 + confidence) / 2));

    /// <summary>Where the distribution reaches <paramref name="p"/>, to about 1e-16 of the value (Wichura, algorithm AS 241, 1988); infinite at 0 and 1.</summary>
    public static double Quantile(double p)
    {
        if (p is <= 0 or >= 1)
        {
            return p <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var fromCentre = p - 0.5;
        if (Math.Abs(fromCentre) <= 0.425)
        {
            var r = 0.180625 - (fromCentre * fromCentre);
            return fromCentre * Polynomial(CentralAbove, r) / Polynomial(CentralBelow, r);
        }

        var tail = Math.Sqrt(-Math.Log(fromCentre < 0 ? p : 1 - p));
        var value = tail <= 5
            ? Polynomial(MiddleAbove, tail - 1.6) / Polynomial(MiddleBelow, tail - 1.6)
            : Polynomial(TailAbove, tail - 5) / Polynomial(TailBelow, tail - 5);
        return fromCentre < 0 ? -value : value;
    }

    /// <summary>The probability of at most <paramref name="x"/>, to about 1e-15 (Marsaglia, "Evaluating the normal distribution", 2004).</summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) > 8)
        {
            return x < 0 ? 0 : 1;
        }

        var term = x;
        var sum = x;
        for (var i = 3; Math.Abs(term) > Math.Abs(sum) * 1e-18; i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return Math.Clamp(0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)), 0, 1);
    }

    // Highest power first.
    private static double Polynomial(double[] coefficients, double x)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
