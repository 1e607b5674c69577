namespace SlaAgent.Core.Accuracy;

/// <summary>
/// Draws as many examples as there are, with replacement, and says how often each group came. Few groups are drawn group by group, which costs the same
/// for any number of examples; many, example by example.
/// </summary>
internal sealed class Resampling
{
    private const int FewGroups = 16;

    private readonly int[] _observed;
    private readonly long _total;
    private readonly int[]? _groupOf;
    private readonly SeededRandom _random;

    public Resampling(ReadOnlySpan<int> observed, SeededRandom random)
    {
        _observed = observed.ToArray();
        _random = random;
        foreach (var count in observed)
        {
            _total += count;
        }

        _groupOf = (long)observed.Length * FewGroups <= _total ? null : GroupOfEach(observed, _total);
        StepsEach = _groupOf is null ? observed.Length * (long)FewGroups : _total;
    }

    /// <summary>About what one draw costs.</summary>
    public long StepsEach { get; }

    /// <summary>The group of each example, one after the other.</summary>
    public static int[] GroupOfEach(ReadOnlySpan<int> observed, long total)
    {
        var groupOf = new int[total];
        var next = 0;
        for (var group = 0; group < observed.Length; group++)
        {
            groupOf.AsSpan(next, observed[group]).Fill(group);
            next += observed[group];
        }

        return groupOf;
    }

    /// <summary>One resample.</summary>
    /// <param name="counts">Receives how often each group came.</param>
    public void Draw(Span<int> counts)
    {
        if (_groupOf is null)
        {
            DrawGroups(counts);
            return;
        }

        counts.Clear();
        for (var i = 0; i < _groupOf.Length; i++)
        {
            counts[_groupOf[_random.Next(_groupOf.Length)]]++;
        }
    }

    // A multinomial draw: each group is binomial among what the ones before have left.
    private void DrawGroups(Span<int> counts)
    {
        var trials = _total;
        var weight = _total;
        for (var group = 0; group < counts.Length; group++)
        {
            var drawn = BinomialDraw.Draw(trials, (double)_observed[group] / weight, _random);
            counts[group] = (int)drawn;
            trials -= drawn;
            weight -= _observed[group];
        }
    }
}
