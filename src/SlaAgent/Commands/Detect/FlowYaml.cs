using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlaAgent.Commands.Detect;

/// <summary>Writes values as YAML in one line: <c>{ name: "x", shape: [1, 2] }</c>.</summary>
internal static class FlowYaml
{
    /// <summary><paramref name="value"/> in one line; text in double quotes, with <c>$</c> doubled, so that nothing of it is read as a variable.</summary>
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
                text.Append(Quoted(value.GetValue<string>()));
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

    private static bool IsPlain(string key) => key.Length > 0 && char.IsAsciiLetter(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
