namespace SlaAgent.Core.Objectives;

/// <summary>Wilson's score interval of a proportion, 95%, two-sided.</summary>
internal static class WilsonInterval
{
    private const double Z = 1.959963984540054;

    /// <summary>The interval of <paramref name="good"/> in <paramref name="events"/>, which must be positive.</summary>
    public static (double Lower, double Upper) Of(long good, long events)
    {
        var n = (double)events;
        var p = good / n;
        var square = Z * Z / n;
        var centre = p + (square / 2);
        var half = Math.Sqrt((p * (1 - p) * square) + (square * square / 4));
        var lower = good == 0 ? 0 : (centre - half) / (1 + square);
        var upper = good == events ? 1 : (centre + half) / (1 + square);
        return (lower, upper);
    }
}
