using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlaAgent.Commands.Detect;

/// <summary>Writes values as YAML in one line: <c>{ name: x, shape: [1, 2] }</c>.</summary>
internal static partial class FlowYaml
{
    // What YAML reads as something other than text.
    private static readonly string[] Words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    /// <summary><paramref name="value"/> in one line; text in double quotes unless it is plainly a word, a duration or an address.</summary>
    public static string Of(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary><paramref name="text"/> in double quotes, printable ASCII alone: the rest as YAML's escapes.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                quoted.Append('\\').Append((char)rune.Value);
            }
            else if (rune.Value is >= ' ' and <= '~')
            {
                quoted.Append((char)rune.Value);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            }
        }

        return quoted.Append('"').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonObject members:
                text.Append("{ ");
                Join(text, members, member =>
                {
                    text.Append(IsPlain(member.Key) ? member.Key : Quoted(member.Key)).Append(": ");
                    Write(text, member.Value);
                });
                text.Append(" }");
                break;
            case JsonArray items:
                text.Append('[');
                Join(text, items, item => Write(text, item));
                text.Append(']');
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String:
                var written = value.GetValue<string>();
                text.Append(IsPlainText(written) ? written : Quoted(written));
                break;
            default:
                text.Append(value?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Join<T>(StringBuilder text, IEnumerable<T> items, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ", ");
            write(item);
            first = false;
        }
    }

    private static bool IsPlainText(string text) => Plain().IsMatch(text) && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A([A-Za-z][-A-Za-z0-9_.]*|[0-9]{1,6}(ms|s|m)|https?://[-A-Za-z0-9_.:/]*[A-Za-z0-9/])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    private static bool IsPlain(string key) => key.Length > 0 && char.IsAsciiLetter(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
