namespace SlaAgent.Core.Accuracy;

/// <summary>
/// Draws examples from a data set in its second pass, so that the labels are in the sample as they are in the whole: sizes by largest remainder, and at least one
/// example of each label where the sample has room for that. Within a label every example has the same chance (selection sampling: Fan, Muller and Rezucha, 1962;
/// Knuth's algorithm S). Keeps a few numbers a label, whatever the sample's size. The same labels, size and seed draw the same examples.
/// </summary>
public sealed class StratifiedSample
{
    private readonly LabelCounts _labels;
    private readonly Dictionary<string, (long Left, long Wanted)> _strata = new(StringComparer.Ordinal);
    private readonly SeededRandom _random;

    /// <summary>A draw that has not begun.</summary>
    /// <param name="labels">All labels of the data set.</param>
    /// <param name="size">Examples to draw; as many as there are draws them all.</param>
    /// <param name="seed">Seed of the draw.</param>
    public StratifiedSample(LabelCounts labels, int size, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        _labels = labels;
        _random = new SeededRandom((ulong)seed);
        KeyValuePair<string, long>[] strata = [.. labels.Strata];
        var sizes = Apportion([.. strata.Select(pair => pair.Value)], Math.Min(size, labels.Total));
        for (var i = 0; i < strata.Length; i++)
        {
            _strata.Add(strata[i].Key, (strata[i].Value, sizes[i]));
        }

        Size = sizes.Sum();
    }

    /// <summary>Examples that are drawn in all.</summary>
    public long Size { get; }

    /// <summary>Whether the next example of the second pass, which is in the same order as the first, is in the sample.</summary>
    /// <exception cref="InvalidOperationException">The first pass had fewer examples with such a label: the data set changed in between.</exception>
    public bool Takes(string label)
    {
        var name = _labels.Find(label);
        if (!_strata.TryGetValue(name, out var stratum) || stratum.Left == 0)
        {
            throw new InvalidOperationException("The data set has other labels than when they were counted.");
        }

        var takes = stratum.Wanted > 0 && _random.NextDouble() * stratum.Left < stratum.Wanted;
        _strata[name] = (stratum.Left - 1, stratum.Wanted - (takes ? 1 : 0));
        return takes;
    }

    /// <summary>Shares <paramref name="size"/>, at most their sum, out among <paramref name="counts"/>, all positive.</summary>
    internal static long[] Apportion(long[] counts, long size)
    {
        var sizes = new long[counts.Length];
        var isLeast = new bool[counts.Length];
        var total = (Int128)counts.Sum();

        // Those whose share would be less than one get one; that leaves less for the others, some of whom may then be under one too.
        for (var again = size >= counts.Length; again;)
        {
            again = false;
            for (var i = 0; i < counts.Length; i++)
            {
                if (!isLeast[i] && size * (Int128)counts[i] < total)
                {
                    isLeast[i] = again = true;
                    sizes[i] = 1;
                    size--;
                    total -= counts[i];
                }
            }
        }

        var left = size;
        for (var i = 0; i < counts.Length; i++)
        {
            if (!isLeast[i])
            {
                sizes[i] = (long)(size * (Int128)counts[i] / total);
                left -= sizes[i];
            }
        }

        foreach (var i in Enumerable.Range(0, counts.Length).Where(i => !isLeast[i]).OrderByDescending(i => size * (Int128)counts[i] % total).ThenBy(i => i).Take((int)left))
        {
            sizes[i]++;
        }

        return sizes;
    }
}
