namespace SlaAgent.ModelServers.Exposition;

/// <summary>One label of a series.</summary>
/// <param name="name">Its name as written, without quotes; empty for a metric's name that stands among the labels.</param>
/// <param name="rawValue">Its value as written, without quotes, escapes not resolved.</param>
internal readonly ref struct ExpositionLabel(ReadOnlySpan<byte> name, ReadOnlySpan<byte> rawValue)
{
    /// <summary>The name as written, without quotes; empty for a metric's name that stands among the labels.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The value as written, without quotes, escapes not resolved.</summary>
    public ReadOnlySpan<byte> RawValue { get; } = rawValue;

    /// <summary>Whether the value, escapes resolved, is <paramref name="text"/>.</summary>
    public bool HasValue(ReadOnlySpan<byte> text) => RawValue.Contains((byte)'\\') ? SameUnescaped(text) : RawValue.SequenceEqual(text);

    private bool SameUnescaped(ReadOnlySpan<byte> text)
    {
        // Resolving only ever shortens.
        if (text.Length > RawValue.Length)
        {
            return false;
        }

        var value = RawValue.Length <= 256 ? stackalloc byte[RawValue.Length] : new byte[RawValue.Length];
        return value[..EscapedText.Resolve(RawValue, value)].SequenceEqual(text);
    }
}
