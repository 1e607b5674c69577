namespace SlaAgent.Core.Accuracy;

/// <summary>What a score is made of, and so how its interval is made.</summary>
internal abstract record ScoreSource
{
    private ScoreSource()
    {
    }

    /// <summary>The score has no value for these examples.</summary>
    /// <param name="Reason">Why, in a few words.</param>
    public sealed record Undefined(string Reason) : ScoreSource;

    /// <summary>A share of examples.</summary>
    /// <param name="Good">Those that count as good.</param>
    /// <param name="Of">All; positive.</param>
    public sealed record Proportion(long Good, long Of) : ScoreSource;

    /// <summary>A function of how often each group of examples is there, which is resampled.</summary>
    public sealed record Resampled(WeightedStatistic Statistic) : ScoreSource;

    /// <summary>The median of values, sorted, at least one.</summary>
    public sealed record Median(double[] Sorted) : ScoreSource;
}
