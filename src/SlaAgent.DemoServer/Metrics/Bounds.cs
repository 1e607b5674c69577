using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>Bucket bounds that several servers share, and rows of them.</summary>
internal static class Bounds
{
    /// <summary>prometheus_client's default, seconds.</summary>
    public static ImmutableArray<double> Python { get; } = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    /// <summary>first, first × factor, …: <paramref name="count"/> of them.</summary>
    public static ImmutableArray<double> Exponential(double first, double factor, int count) =>
        [.. Enumerable.Range(0, count).Select(power => first * Math.Pow(factor, power))];

    /// <summary>1, 2, 5, 10, 20, 50… up to <paramref name="most"/>.</summary>
    public static ImmutableArray<double> OneTwoFive(double most) =>
        [.. Enumerable.Range(0, 36).Select(index => (index % 3 == 0 ? 1 : index % 3 == 1 ? 2 : 5) * Math.Pow(10, index / 3)).TakeWhile(bound => bound <= most)];
}
