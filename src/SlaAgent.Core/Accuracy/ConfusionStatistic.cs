namespace SlaAgent.Core.Accuracy;

/// <summary>A score that is a function of a confusion table: its cells are the groups, so that resampling it costs the same for any number of examples.</summary>
internal sealed class ConfusionStatistic(ConfusionTable table, string metric) : WeightedStatistic
{
    private readonly long[] _truth = new long[table.Truth.Length];
    private readonly long[] _predictions = new long[table.Predictions.Length];
    private readonly long[] _hits = new long[table.Hits.Length];

    public override ReadOnlySpan<int> Observed => table.Counts;

    // The variance of a mean of K shares of n examples each is that of one share of K²/Σ(1/n) examples.
    public override double EffectiveExamples => metric switch
    {
        ScoreName.F1 => table.Truth[table.Positive!.Value] + table.Predictions[table.Positive.Value] - table.Hits[table.Positive.Value],
        ScoreName.PrecisionWeighted or ScoreName.F1Weighted => table.Total,
        _ => Math.Pow(table.Truth.Count(count => count > 0), 2) / table.Truth.Where(count => count > 0).Sum(count => 1.0 / count),
    };

    public override double Of(ReadOnlySpan<int> counts)
    {
        table.Sum(counts, _truth, _predictions, _hits);
        return metric switch
        {
            ScoreName.F1 => F1(table.Positive!.Value),
            ScoreName.BalancedAccuracy or ScoreName.RecallMacro => Mean(place => (double)_hits[place] / _truth[place], weighted: false),
            ScoreName.PrecisionMacro => Mean(Precision, weighted: false),
            ScoreName.PrecisionWeighted => Mean(Precision, weighted: true),
            ScoreName.F1Macro => Mean(F1, weighted: false),
            ScoreName.F1Weighted => Mean(F1, weighted: true),
            ScoreName.Mcc => Mcc(),
            ScoreName.CohenKappa => Kappa(),
            _ => throw new InvalidOperationException($"{metric} is no score of a confusion table."),
        };
    }

    private double Precision(int place) => (double)_hits[place] / _predictions[place];

    private double F1(int place) => 2.0 * _hits[place] / (_truth[place] + _predictions[place]);

    // In a resample, a class may be missing: the mean is over those that have a value.
    private double Mean(Func<int, double> of, bool weighted)
    {
        var sum = 0.0;
        var weights = 0.0;
        for (var place = 0; place < _truth.Length; place++)
        {
            if (_truth[place] > 0 && of(place) is var value && !double.IsNaN(value))
            {
                var weight = weighted ? _truth[place] : 1;
                sum += weight * value;
                weights += weight;
            }
        }

        return sum / weights;
    }

    // Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", 2004.
    private double Mcc()
    {
        var (total, hits, agreement) = Agreement();
        var predicted = 0.0;
        foreach (var count in _predictions)
        {
            predicted += (double)count * count;
        }

        var labelled = 0.0;
        foreach (var count in _truth)
        {
            labelled += (double)count * count;
        }

        return ((hits * total) - agreement) / Math.Sqrt(((total * total) - predicted) * ((total * total) - labelled));
    }

    // Cohen, "A coefficient of agreement for nominal scales", 1960.
    private double Kappa()
    {
        var (total, hits, agreement) = Agreement();
        var expected = agreement / (total * total);
        return ((hits / total) - expected) / (1 - expected);
    }

    private (double Total, double Hits, double Agreement) Agreement()
    {
        var (total, hits, agreement) = (0.0, 0.0, 0.0);
        for (var place = 0; place < _truth.Length; place++)
        {
            total += _truth[place];
            hits += _hits[place];
            agreement += (double)_truth[place] * _predictions[place];
        }

        return (total, hits, agreement);
    }
}
