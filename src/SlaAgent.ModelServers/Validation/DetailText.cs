using System.Globalization;
using System.Text;

namespace SlaAgent.ModelServers.Validation;

/// <summary>
/// Makes what a server said fit for one line of a log, a page or an annotation: bounded, without control or direction-changing characters,
/// valid Unicode. Whatever comes from outside goes through here before it becomes a detail.
/// </summary>
public static class DetailText
{
    /// <summary>The longest detail, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    private const char Ellipsis = '…';

    /// <summary>Text as one clean line of at most <see cref="MaxLength"/> characters; a run of white space and control characters becomes one space.</summary>
    public static string Clean(ReadOnlySpan<char> text) => Clean(text, MaxLength);

    /// <summary>As <see cref="Clean(ReadOnlySpan{char})"/>, of bytes that ought to be UTF-8; what is not becomes U+FFFD.</summary>
    public static string Clean(ReadOnlySpan<byte> utf8)
    {
        // Four bytes a character is the most that can matter; the rest would be cut off anyway.
        var length = Math.Min(utf8.Length, 8 * MaxLength);
        return Clean(Encoding.UTF8.GetString(utf8[..length]));
    }

    /// <summary>As <see cref="Clean(ReadOnlySpan{char})"/>, with a bound of one's own: for the part of a detail that is quoted.</summary>
    internal static string Clean(ReadOnlySpan<char> text, int maxLength)
    {
        var builder = new StringBuilder(Math.Min(text.Length, maxLength));
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsGap(rune))
            {
                gap = builder.Length > 0;
                continue;
            }

            if (builder.Length + (gap ? 1 : 0) + rune.Utf16SequenceLength > maxLength)
            {
                return Shorten(builder, maxLength);
            }

            if (gap)
            {
                builder.Append(' ');
                gap = false;
            }

            builder.Append(rune.ToString());
        }

        return builder.ToString();
    }

    private static bool IsGap(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Shorten(StringBuilder builder, int maxLength)
    {
        builder.Length = Math.Min(builder.Length, maxLength - 1);
        if (builder.Length > 0 && char.IsHighSurrogate(builder[^1]))
        {
            builder.Length--;
        }

        return builder.Append(Ellipsis).ToString();
    }
}
