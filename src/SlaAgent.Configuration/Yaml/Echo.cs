using System.Text;

namespace SlaAgent.Configuration.Yaml;

/// <summary>How text of the user is shown in a message: short, on one line, and not at all where it came from the environment.</summary>
internal static class Echo
{
    private const int Longest = 60;

    public static string Value(YamlScalar scalar) =>
        scalar.FromEnvironment ? "the value from the environment" : $"'{Shorten(scalar.Text)}'";

    public static string Shorten(string text, int longest = Longest)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        }

        return shown.ToString();
    }
}
