using System.Text;

namespace SlaAgent.Notifications;

/// <summary>Text in Slack's own markup.</summary>
internal static class SlackText
{
    /// <summary>
    /// <paramref name="text"/> such that nothing in it is markup that calls people or makes a link, cut to <paramref name="longest"/> characters. Slack asks for these three characters
    /// to be written so, and counts them as written.
    /// </summary>
    public static string Plain(string text, int longest)
    {
        var plain = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            var written = rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() };
            if (plain.Length + written.Length > longest - 1)
            {
                return plain.Append('…').ToString();
            }

            plain.Append(written);
        }

        return plain.ToString();
    }
}
