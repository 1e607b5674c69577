using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// The scores of a run with their intervals. Shares have Wilson's interval, the median one of order statistics, everything else a seeded bootstrap; where all
/// resamples of a score between two bounds are the same (nothing was wrong, say), which would look like certainty, Wilson's takes its place.
/// </summary>
public static class ScoreBook
{
    /// <summary>Interval of Wilson.</summary>
    public const string Wilson = "wilson";

    /// <summary>Interval by the bias-corrected and accelerated bootstrap.</summary>
    public const string Bca = "bca";

    /// <summary>Interval by order statistics.</summary>
    public const string OrderStatistics = "order-statistics";

    private const int FewestToResample = 10;
    private const double FewestDefined = 0.95;

    /// <summary>What the rules of <paramref name="items"/> ask for, in that order. The same examples, answers and seed give the same, in whatever order they came.</summary>
    /// <exception cref="InvalidOperationException">An example was added twice.</exception>
    public static EquatableArray<EvaluationScore> Of(EvaluationItems items) => Of(items, BcaBootstrap.MostResamples);

    internal static EquatableArray<EvaluationScore> Of(EvaluationItems items, int resamples)
    {
        var sources = new Dictionary<string, Func<decimal, EvaluationScore>>(StringComparer.Ordinal);
        var scores = new List<EvaluationScore>();
        foreach (var request in items.Rules.Wanted.AsSpan())
        {
            if (!sources.TryGetValue(request.Metric, out var score))
            {
                sources.Add(request.Metric, score = Scorer(items, request.Metric, resamples));
            }

            scores.Add(score(request.Confidence));
        }

        return [.. scores];
    }

    private static Func<decimal, EvaluationScore> Scorer(EvaluationItems items, string metric, int resamples) => Source(items, metric) switch
    {
        ScoreSource.Undefined undefined => confidence => Score(metric, confidence, null) with { Reason = undefined.Reason },
        ScoreSource.Proportion share => confidence => Share(metric, share, confidence),
        ScoreSource.Median median => confidence => Median(metric, median.Sorted, confidence),
        ScoreSource.Resampled resampled => Resampled(ScoreDefinition.Find(metric)!, resampled.Statistic, Seed(items.Rules.Seed, metric), resamples),
        var other => throw new InvalidOperationException($"{other} is no source of a score."),
    };

    private static ScoreSource Source(EvaluationItems items, string metric) => ScoreDefinition.Find(metric) switch
    {
        null => new ScoreSource.Undefined($"{metric} is no score"),
        { } definition when !definition.IsOf(items.Rules.Task) => new ScoreSource.Undefined($"{metric} is no score of this task"),
        { NeedsPositive: true } when items.Rules.Positive is null => new ScoreSource.Undefined("no class is called positive"),
        _ when items.Count == 0 => new ScoreSource.Undefined("no example has a prediction"),
        _ => items.Source(metric),
    };

    private static EvaluationScore Score(string metric, decimal confidence, double? value) => new() { Metric = metric, Confidence = confidence, Value = value };

    private static EvaluationScore Share(string metric, ScoreSource.Proportion share, decimal confidence)
    {
        var (lower, upper) = ProportionInterval.Wilson(share.Good, share.Of, confidence);
        return Score(metric, confidence, (double)share.Good / share.Of) with { Lower = lower, Upper = upper, Method = Wilson, Good = share.Good, Of = share.Of };
    }

    private static EvaluationScore Median(string metric, double[] sorted, decimal confidence)
    {
        var score = Score(metric, confidence, MedianInterval.Value(sorted));
        return MedianInterval.Of(sorted, confidence) is { } interval
            ? score with { Lower = interval.Lower, Upper = interval.Upper, Method = OrderStatistics }
            : score with { Reason = $"{sorted.Length} examples are too few for an interval" };
    }

    private static Func<decimal, EvaluationScore> Resampled(ScoreDefinition definition, WeightedStatistic statistic, ulong seed, int resamples)
    {
        var value = statistic.Of(statistic.Observed);
        if (!double.IsFinite(value))
        {
            return confidence => Score(definition.Name, confidence, null) with { Reason = "the score is no finite number" };
        }

        var total = 0L;
        foreach (var count in statistic.Observed)
        {
            total += count;
        }

        if (total < FewestToResample)
        {
            return confidence => Score(definition.Name, confidence, value) with { Reason = $"{total} examples are too few for an interval" };
        }

        var bootstrap = new BcaBootstrap(statistic, seed, resamples);
        return confidence => Interval(definition, statistic, bootstrap, confidence);
    }

    private static EvaluationScore Interval(ScoreDefinition definition, WeightedStatistic statistic, BcaBootstrap bootstrap, decimal confidence)
    {
        var score = Score(definition.Name, confidence, bootstrap.Value);
        if (bootstrap.Defined < FewestDefined)
        {
            return score with { Reason = "too few examples of a class for an interval" };
        }

        if (!bootstrap.IsDegenerate)
        {
            var (lower, upper) = bootstrap.Interval(confidence);
            return score with { Lower = lower, Upper = upper, Method = Bca };
        }

        if (definition is not { Least: { } least, Most: { } most })
        {
            return score with { Lower = bootstrap.Value, Upper = bootstrap.Value, Method = Bca, Reason = "every example has the same error" };
        }

        var width = (double)(most - least);
        var share = Math.Clamp((bootstrap.Value - (double)least) / width, 0, 1);
        var ends = WilsonInterval.Of(share, statistic.EffectiveExamples, NormalDistribution.TwoSided(confidence));
        return score with
        {
            Lower = Math.Min(bootstrap.Value, (double)least + (width * ends.Lower)),
            Upper = Math.Max(bootstrap.Value, (double)least + (width * ends.Upper)),
            Method = Wilson,
            Reason = "resampling these examples changes nothing, so the interval is that of a share",
        };
    }

    private static ulong Seed(int seed, string metric)
    {
        var hash = new StableHash();
        hash.Add(seed);
        hash.Add(metric);
        return hash.Value;
    }
}
