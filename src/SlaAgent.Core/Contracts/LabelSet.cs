namespace SlaAgent.Core.Contracts;

/// <summary>Labels or annotations: distinct names with values, sorted by name (ordinal), equal by content.</summary>
public sealed record LabelSet
{
    /// <summary>No labels.</summary>
    public static readonly LabelSet Empty = new([]);

    private LabelSet(EquatableArray<KeyValuePair<string, string>> pairs) => Pairs = pairs;

    /// <summary>Name and value, sorted by name.</summary>
    public EquatableArray<KeyValuePair<string, string>> Pairs { get; }

    /// <summary>Builds a set; where a name comes twice, the last value stands.</summary>
    public static LabelSet From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            sorted[name] = value;
        }

        return sorted.Count == 0 ? Empty : new([.. sorted]);
    }

    /// <summary>The value of <paramref name="name"/>, or null where it is not set.</summary>
    public string? Find(string name)
    {
        foreach (var pair in Pairs.AsSpan())
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                return pair.Value;
            }
        }

        return null;
    }

    /// <summary>These labels with <paramref name="others"/> added; a name in both takes the value of <paramref name="others"/>.</summary>
    public LabelSet With(IEnumerable<KeyValuePair<string, string>> others) => From(Pairs.Concat(others));
}
