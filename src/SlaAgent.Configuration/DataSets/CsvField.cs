namespace SlaAgent.Configuration.DataSets;

/// <summary>A field of CSV as RFC 4180 has it: with quotes around it, and doubled in it, or with none at all.</summary>
internal static class CsvField
{
    /// <summary>What is in a field; what is wrong with it otherwise.</summary>
    /// <param name="raw">The field as written.</param>
    /// <param name="scratch">Room for at least as much.</param>
    /// <param name="isQuoted">Whether it is in quotes.</param>
    /// <param name="problem">What is wrong; null for nothing.</param>
    public static ReadOnlySpan<char> Read(ReadOnlySpan<char> raw, Span<char> scratch, out bool isQuoted, out string? problem)
    {
        problem = null;
        isQuoted = raw is ['"', ..];
        if (!raw.Contains('"'))
        {
            return raw;
        }

        if (!isQuoted)
        {
            problem = "holds a quote, but does not begin with one; put the whole field in quotes, and double those in it";
            return [];
        }

        return Unescape(raw[1..], scratch, out problem);
    }

    private static ReadOnlySpan<char> Unescape(ReadOnlySpan<char> rest, Span<char> scratch, out string? problem)
    {
        var length = 0;
        problem = null;
        while (rest.IndexOf('"') is >= 0 and var quote)
        {
            rest[..quote].CopyTo(scratch[length..]);
            length += quote;
            rest = rest[(quote + 1)..];
            if (rest.IsEmpty)
            {
                return scratch[..length];
            }

            if (rest[0] != '"')
            {
                break;
            }

            scratch[length++] = '"';
            rest = rest[1..];
        }

        problem = "goes on behind its closing quote; double the quotes in it";
        return [];
    }
}
