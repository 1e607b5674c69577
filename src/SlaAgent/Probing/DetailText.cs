using System.Text;

namespace SlaAgent.Probing;

/// <summary>Makes a detail fit to be shown: one short line, printable, without the secret.</summary>
internal static class DetailText
{
    /// <summary>Longest detail in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Replaces what is not printable, hides <paramref name="secret"/>, and cuts at <see cref="MaxLength"/>.</summary>
    public static string? Clean(string? text, string? secret)
    {
        if (text is null)
        {
            return null;
        }

        if (!string.IsNullOrEmpty(secret))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength - 1)
            {
                clean.Append('…');
                break;
            }

            clean.Append(IsShown(rune) ? rune.ToString() : rune.Value is '\n' or '\t' or '\r' ? " " : "\uFFFD");
        }

        return clean.ToString();
    }

    // Format characters (bidirectional overrides among them) and line separators would let a server's text pose as something else.
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        System.Globalization.UnicodeCategory.Control or
        System.Globalization.UnicodeCategory.Format or
        System.Globalization.UnicodeCategory.LineSeparator or
        System.Globalization.UnicodeCategory.ParagraphSeparator or
        System.Globalization.UnicodeCategory.PrivateUse or
        System.Globalization.UnicodeCategory.OtherNotAssigned);
}
