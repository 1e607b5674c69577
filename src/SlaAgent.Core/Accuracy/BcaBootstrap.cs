namespace SlaAgent.Core.Accuracy;

/// <summary>
/// The bias-corrected and accelerated bootstrap (Efron, "Better bootstrap confidence intervals", 1987). Seeded: the same examples give the same interval.
/// 2,000 resamples, fewer where one costs so much that all of them would take more than about 200 million steps, but at least 200. The acceleration comes from
/// leaving out examples one by one, or, beyond 400, one of 400 blocks of them drawn at random.
/// </summary>
internal sealed class BcaBootstrap
{
    /// <summary>Resamples that are drawn where that is not too much work.</summary>
    public const int MostResamples = 2_000;

    private const int FewestResamples = 200;
    private const long MostSteps = 200_000_000;
    private const int Blocks = 400;

    private readonly double[] _sorted;
    private readonly double _bias;
    private readonly double _acceleration;

    /// <summary>Resamples <paramref name="statistic"/>, which is defined for what was observed.</summary>
    public BcaBootstrap(WeightedStatistic statistic, ulong seed, int most)
    {
        Value = statistic.Of(statistic.Observed);
        var random = new SeededRandom(seed);
        var resampling = new Resampling(statistic.Observed, random);
        Resamples = Affordable(resampling.StepsEach, most);
        var values = new List<double>(Resamples);
        var counts = new int[statistic.Observed.Length];
        for (var i = 0; i < Resamples; i++)
        {
            resampling.Draw(counts);
            if (statistic.Of(counts) is var value && double.IsFinite(value))
            {
                values.Add(value);
            }
        }

        values.Sort();
        _sorted = [.. values];
        _bias = Bias();
        _acceleration = Acceleration(LeftOut(statistic, random));
    }

    /// <summary>The value of what was observed.</summary>
    public double Value { get; }

    /// <summary>Resamples that were drawn.</summary>
    public int Resamples { get; }

    /// <summary>Share of the resamples that have a value.</summary>
    public double Defined => (double)_sorted.Length / Resamples;

    /// <summary>Whether the resamples do not differ, so that nothing is learnt from them.</summary>
    public bool IsDegenerate => _sorted.Length == 0 || _sorted[^1] - _sorted[0] <= Math.Abs(Value) * 1e-12;

    /// <summary>The interval; it holds the value.</summary>
    public (double Lower, double Upper) Interval(decimal confidence)
    {
        var z = NormalDistribution.TwoSided(confidence);
        return (Math.Min(Value, At(Adjusted(-z))), Math.Max(Value, At(Adjusted(z))));
    }

    /// <summary>How many resamples of so many steps there are, at most <paramref name="most"/>.</summary>
    internal static int Affordable(long steps, int most) => (int)Math.Clamp(MostSteps / Math.Max(1, steps), Math.Min(most, FewestResamples), most);

    // Of the resamples equal to the value, half are below it.
    private double Bias()
    {
        var below = 0.0;
        var slack = Math.Abs(Value) * 1e-12;
        foreach (var value in _sorted)
        {
            below += value < Value - slack ? 1 : value <= Value + slack ? 0.5 : 0;
        }

        var least = 0.5 / Math.Max(1, _sorted.Length);
        return NormalDistribution.Quantile(Math.Clamp(below / Math.Max(1, _sorted.Length), least, 1 - least));
    }

    private double Adjusted(double z)
    {
        var moved = _bias + z;
        var scale = 1 - (_acceleration * moved);
        return scale <= 0 ? (moved < 0 ? 0 : 1) : NormalDistribution.Cumulative(_bias + (moved / scale));
    }

    private double At(double share)
    {
        var rank = Math.Clamp((share * (_sorted.Length + 1)) - 1, 0, _sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((rank - below) * (_sorted[above] - _sorted[below]));
    }

    private static double Acceleration(List<(double Value, long Weight)> left)
    {
        double weights = 0, sum = 0;
        foreach (var (value, weight) in left)
        {
            weights += weight;
            sum += weight * value;
        }

        double squares = 0, cubes = 0;
        foreach (var (value, weight) in left)
        {
            var distance = (sum / weights) - value;
            squares += weight * distance * distance;
            cubes += weight * distance * distance * distance;
        }

        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }

    // The skewness of blocks falls with the square root of their size as their number does, so that it takes the place of the examples' own.
    private static List<(double Value, long Weight)> LeftOut(WeightedStatistic statistic, SeededRandom random)
    {
        var observed = statistic.Observed;
        var counts = observed.ToArray();
        var values = new List<(double Value, long Weight)>(Blocks);
        if (observed.Length <= Blocks)
        {
            for (var group = 0; group < observed.Length; group++)
            {
                counts[group]--;
                Add(values, statistic.Of(counts), observed[group]);
                counts[group]++;
            }

            return values;
        }

        var total = 0L;
        foreach (var count in observed)
        {
            total += count;
        }

        var order = Resampling.GroupOfEach(observed, total);
        Shuffle(order, random);
        for (var block = 0; block < Blocks; block++)
        {
            var members = order.AsSpan((int)(block * total / Blocks)..(int)((block + 1) * total / Blocks));
            Change(counts, members, -1);
            Add(values, statistic.Of(counts), 1);
            Change(counts, members, 1);
        }

        return values;
    }

    private static void Add(List<(double Value, long Weight)> values, double value, long weight)
    {
        if (double.IsFinite(value))
        {
            values.Add((value, weight));
        }
    }

    private static void Change(int[] counts, ReadOnlySpan<int> groups, int by)
    {
        foreach (var group in groups)
        {
            counts[group] += by;
        }
    }

    private static void Shuffle(Span<int> items, SeededRandom random)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
