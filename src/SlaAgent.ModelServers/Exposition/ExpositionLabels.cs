namespace SlaAgent.ModelServers.Exposition;

/// <summary>The labels of a series, as written between the braces. They were checked when the line was read.</summary>
internal readonly ref struct ExpositionLabels(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Each label in the order written.</summary>
    public LabelReader GetEnumerator() => new(_text);

    /// <summary>Finds the label <paramref name="name"/>.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out ExpositionLabel found)
    {
        foreach (var label in this)
        {
            if (label.Name.SequenceEqual(name))
            {
                found = label;
                return true;
            }
        }

        found = default;
        return false;
    }
}
