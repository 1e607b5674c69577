namespace SlaAgent.Core.Accuracy;

/// <summary>A score as a function of how often each group of like examples is there: what resampling and leaving out are done with.</summary>
internal abstract class WeightedStatistic
{
    /// <summary>How often each group is there; each at least once.</summary>
    public abstract ReadOnlySpan<int> Observed { get; }

    /// <summary>
    /// How many independent examples an interval of the score rests on, as Wilson's formula counts them: for a mean of the classes' shares, say, the number with
    /// which a share of all would be as uncertain.
    /// </summary>
    public abstract double EffectiveExamples { get; }

    /// <summary>The score where each group is there <paramref name="counts"/> times; not a number where it is not defined.</summary>
    public abstract double Of(ReadOnlySpan<int> counts);
}
