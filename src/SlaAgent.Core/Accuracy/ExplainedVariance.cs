namespace SlaAgent.Core.Accuracy;

/// <summary>R²: one less the squared errors' share of the labels' squared distances from their mean.</summary>
internal sealed class ExplainedVariance : WeightedStatistic
{
    private readonly double[] _labels;
    private readonly double[] _squares;
    private readonly int[] _observed;

    /// <summary>Labels and squared errors of the same examples.</summary>
    public ExplainedVariance(double[] labels, double[] squares)
    {
        // Taken from their mean, so that the difference of two large sums does not lose what matters.
        var mean = labels.Average();
        _labels = [.. labels.Select(label => label - mean)];
        _squares = squares;
        _observed = new int[labels.Length];
        Array.Fill(_observed, 1);
    }

    public override ReadOnlySpan<int> Observed => _observed;

    public override double EffectiveExamples => _labels.Length;

    public override double Of(ReadOnlySpan<int> counts)
    {
        double errors = 0, sum = 0, squares = 0;
        long n = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var label = _labels[i];
            n += counts[i];
            errors += counts[i] * _squares[i];
            sum += counts[i] * label;
            squares += counts[i] * label * label;
        }

        var total = squares - (sum * sum / n);
        return total > squares * 1e-12 ? 1 - (errors / total) : double.NaN;
    }
}
