namespace SlaAgent.Core.Accuracy;

/// <summary>The mean of one value an example, or its root.</summary>
internal sealed class MeanStatistic : WeightedStatistic
{
    private readonly double[] _values;
    private readonly int[] _observed;
    private readonly bool _isRoot;

    public MeanStatistic(double[] values, bool isRoot)
    {
        (_values, _isRoot) = (values, isRoot);
        _observed = new int[values.Length];
        Array.Fill(_observed, 1);
    }

    public override ReadOnlySpan<int> Observed => _observed;

    public override double EffectiveExamples => _values.Length;

    public override double Of(ReadOnlySpan<int> counts)
    {
        var sum = 0.0;
        long n = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i] * _values[i];
            n += counts[i];
        }

        return _isRoot ? Math.Sqrt(sum / n) : sum / n;
    }
}
