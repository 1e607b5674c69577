using System.Buffers;

namespace SlaAgent.ModelServers.Exposition;

/// <summary>One line with a sample, taken apart: <c>name{labels} value timestamp # exemplar</c>, of which only name and value must be there.</summary>
internal readonly ref struct SeriesLine
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:"u8);

    /// <summary>Name of the series, without quotes, escapes not resolved.</summary>
    public ReadOnlySpan<byte> RawName { get; private init; }

    /// <summary>Whether the name was quoted, and so may hold escapes.</summary>
    public bool NameIsQuoted { get; private init; }

    /// <summary>The labels.</summary>
    public ExpositionLabels Labels { get; private init; }

    /// <summary>The value.</summary>
    public double Value { get; private init; }

    /// <summary>Reads a line; false where it is no sample, or has more than <paramref name="maxLabels"/> labels.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, int maxLabels, out SeriesLine parsed)
    {
        parsed = default;
        var rest = line;
        var name = ReadName(ref rest);
        var quoted = false;
        ReadOnlySpan<byte> labels = default;
        rest = rest.TrimStart(" \t"u8);
        if (rest.StartsWith((byte)'{') && !TryReadLabels(ref rest, maxLabels, ref name, out quoted, out labels))
        {
            return false;
        }

        if (name.IsEmpty || !NumberText.TryParse(NextToken(ref rest), out var value) || !IsTail(rest, maxLabels))
        {
            return false;
        }

        parsed = new() { RawName = name, NameIsQuoted = quoted, Labels = new(labels), Value = value };
        return true;
    }

    /// <summary>Takes what stands before the next blank off the front of <paramref name="rest"/>.</summary>
    public static ReadOnlySpan<byte> NextToken(scoped ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t"u8);
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        end = end < 0 ? rest.Length : end;
        var token = rest[..end];
        rest = rest[end..];
        return token;
    }

    private static ReadOnlySpan<byte> ReadName(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOfAnyExcept(NameBytes);
        if (length <= 0 || char.IsAsciiDigit((char)rest[0]))
        {
            return default;
        }

        var name = rest[..length];
        rest = rest[length..];
        return name;
    }

    /// <summary>Checks the labels; a name that is not written before them stands first among them, in quotes.</summary>
    private static bool TryReadLabels(
        scoped ref ReadOnlySpan<byte> rest, int maxLabels, scoped ref ReadOnlySpan<byte> name, out bool quoted, out ReadOnlySpan<byte> labels)
    {
        quoted = false;
        labels = default;
        var inside = rest[1..];
        var reader = new LabelReader(inside);
        for (var count = 0; reader.MoveNext(); count++)
        {
            if (count == maxLabels)
            {
                return false;
            }

            if (reader.Current.Name.IsEmpty)
            {
                if (count > 0 || !name.IsEmpty)
                {
                    return false;
                }

                name = reader.Current.RawValue;
                quoted = true;
            }
        }

        if (reader.Failed || !reader.Rest.StartsWith((byte)'}'))
        {
            return false;
        }

        labels = inside[..^reader.Rest.Length];
        rest = reader.Rest[1..];
        return true;
    }

    /// <summary>Whether <paramref name="rest"/> is what may follow a value: a timestamp, an exemplar, both, or nothing.</summary>
    private static bool IsTail(ReadOnlySpan<byte> rest, int maxLabels)
    {
        rest = rest.TrimStart(" \t"u8);
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != (byte)'#')
        {
            if (!NumberText.TryParse(NextToken(ref rest), out _))
            {
                return false;
            }

            rest = rest.TrimStart(" \t"u8);
        }

        return rest.IsEmpty || (rest[0] == (byte)'#' && IsExemplar(rest[1..], maxLabels));
    }

    private static bool IsExemplar(ReadOnlySpan<byte> rest, int maxLabels)
    {
        rest = rest.TrimStart(" \t"u8);
        ReadOnlySpan<byte> name = "exemplar"u8;
        if (!rest.StartsWith((byte)'{')
            || !TryReadLabels(ref rest, maxLabels, ref name, out _, out _)
            || !NumberText.TryParse(NextToken(ref rest), out _))
        {
            return false;
        }

        var timestamp = NextToken(ref rest);
        return (timestamp.IsEmpty || NumberText.TryParse(timestamp, out _)) && rest.TrimStart(" \t"u8).IsEmpty;
    }
}
