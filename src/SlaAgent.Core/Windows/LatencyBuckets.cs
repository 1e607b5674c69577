namespace SlaAgent.Core.Windows;

/// <summary>
/// Logarithmic buckets after DDSketch: bucket i holds (γ^(i−1), γ^i] of the shortest duration told apart, with γ = (1 + a)/(1 − a) and a = 1%,
/// and stands for 2γ^i/(γ + 1), which is at most 1% from anything in it.
/// </summary>
internal static class LatencyBuckets
{
    /// <summary>Durations below are counted as this one, in seconds.</summary>
    public const double Shortest = 10e-6;

    /// <summary>Durations above are counted as this one, in seconds.</summary>
    public const double Longest = 3600;

    private const double Gamma = 1.01 / 0.99;

    private static readonly double LogGamma = Math.Log(Gamma);

    /// <summary>How many buckets there are.</summary>
    public static readonly int Count = (int)Math.Ceiling(Math.Log(Longest / Shortest) / LogGamma) + 1;

    /// <summary>The bucket of a duration.</summary>
    public static int Of(TimeSpan duration) => Of(duration.TotalSeconds);

    /// <summary>The bucket of a duration in seconds.</summary>
    public static int Of(double seconds)
    {
        seconds = Math.Clamp(seconds, Shortest, Longest);
        return Math.Min((int)Math.Ceiling(Math.Log(seconds / Shortest) / LogGamma), Count - 1);
    }

    /// <summary>The duration a bucket stands for, in seconds.</summary>
    public static double Seconds(int bucket) => Shortest * 2 * Math.Pow(Gamma, bucket) / (Gamma + 1);

    /// <summary>The longest duration in a bucket, in seconds; the last bucket holds what is longer too.</summary>
    public static double UpperBound(int bucket) => Shortest * Math.Pow(Gamma, bucket);
}
