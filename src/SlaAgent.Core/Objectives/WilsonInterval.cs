namespace SlaAgent.Core.Objectives;

/// <summary>Wilson's score interval of a proportion, two-sided.</summary>
internal static class WilsonInterval
{
    /// <summary>The normal quantile of 95%, two-sided.</summary>
    public const double NinetyFivePercent = 1.959963984540054;

    /// <summary>The interval of <paramref name="good"/> in <paramref name="events"/>, which must be positive, at 95%.</summary>
    public static (double Lower, double Upper) Of(long good, long events) => Of(good, events, NinetyFivePercent);

    /// <summary>The interval of <paramref name="good"/> in <paramref name="events"/>, which must be positive; <paramref name="z"/> is the normal quantile of the confidence.</summary>
    public static (double Lower, double Upper) Of(long good, long events, double z)
    {
        var (lower, upper) = Of((double)good / events, events, z);
        return (good == 0 ? 0 : lower, good == events ? 1 : upper);
    }

    /// <summary>The interval of a share <paramref name="p"/> of <paramref name="n"/>, neither of which need be whole counts.</summary>
    public static (double Lower, double Upper) Of(double p, double n, double z)
    {
        var square = z * z / n;
        var centre = p + (square / 2);
        var half = Math.Sqrt((p * (1 - p) * square) + (square * square / 4));
        return (Math.Max(0, (centre - half) / (1 + square)), Math.Min(1, (centre + half) / (1 + square)));
    }
}
