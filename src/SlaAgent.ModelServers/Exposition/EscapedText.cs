namespace SlaAgent.ModelServers.Exposition;

/// <summary>The escapes within quotes: backslash, quotation mark and line feed. Before any other character a backslash stands for itself.</summary>
internal static class EscapedText
{
    /// <summary>Where the quotation mark is that ends <paramref name="text"/>, which begins after the opening one; -1 where there is none.</summary>
    public static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOfAny((byte)'"', (byte)'\\');
            if (at < 0)
            {
                return -1;
            }

            if (text[from + at] == (byte)'"')
            {
                return from + at;
            }

            from += at + 2;
        }

        return -1;
    }

    /// <summary>Writes <paramref name="raw"/> with its escapes resolved into <paramref name="destination"/>, which is at least as long.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Resolve(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var next = raw[i];
            if (next == (byte)'\\' && i + 1 < raw.Length && raw[i + 1] is (byte)'\\' or (byte)'"' or (byte)'n')
            {
                i++;
                next = raw[i] == (byte)'n' ? (byte)'\n' : raw[i];
            }

            destination[written++] = next;
        }

        return written;
    }
}
