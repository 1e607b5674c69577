using System.Globalization;
using System.Text;

namespace SlaAgent.Reports;

/// <summary>Text in HTML and SVG.</summary>
internal static class Markup
{
    /// <summary>Text that markup cannot break out of, and that cannot turn the direction of what follows; characters that XML does not allow are left out.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' or '\r' or '\t' => " ",
                _ => IsShown(rune) ? rune.ToString() : "",
            });
        }

        return escaped.ToString();
    }

    /// <summary>Text in which nothing steers the reader's screen.</summary>
    public static string Plain(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is '\n' or '\r' or '\t' ? " " : IsShown(rune) ? rune.ToString() : ""));

    private static bool IsShown(Rune rune) =>
        !Rune.IsControl(rune) && rune.Value is not (>= 0x202A and <= 0x202E) and not (>= 0x2066 and <= 0x2069) and not 0xFFFE and not 0xFFFF
        && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Surrogate;
}
