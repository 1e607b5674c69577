using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlaAgent.Configuration.Yaml;

/// <summary>A YAML value as JSON: numbers as written, text as text.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = YamlLimits.Depth + 2 };

    public static string Write(YamlNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            Write(node, writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A YAML number in JSON's form; null for NaN and infinity.</summary>
    public static string? Number(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAny("nN") || text.EndsWith("inf", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        return text.StartsWith("0o", StringComparison.Ordinal)
            ? text[2..].Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')).ToString(CultureInfo.InvariantCulture)
            : Plain(text);
    }

    private static string Plain(string text)
    {
        var negative = text[0] == '-';
        var rest = text.TrimStart('+', '-');
        var exponentAt = rest.IndexOfAny(['e', 'E']);
        var exponent = exponentAt < 0 ? "" : rest[exponentAt..];
        var mantissa = exponentAt < 0 ? rest : rest[..exponentAt];
        var pointAt = mantissa.IndexOf('.');
        var whole = (pointAt < 0 ? mantissa : mantissa[..pointAt]).TrimStart('0');
        var fraction = pointAt < 0 || pointAt == mantissa.Length - 1 ? "" : mantissa[pointAt..];
        return (negative ? "-" : "") + (whole.Length == 0 ? "0" : whole) + fraction + exponent;
    }

    private static void Write(YamlNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case YamlMapping mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case YamlSequence list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case YamlScalar scalar:
                WriteScalar(scalar, writer);
                break;
        }
    }

    private static void WriteScalar(YamlScalar scalar, Utf8JsonWriter writer)
    {
        switch (scalar.Type)
        {
            case ScalarType.Null:
                writer.WriteNullValue();
                break;
            case ScalarType.Boolean:
                writer.WriteBooleanValue(scalar.Text[0] is 't' or 'T');
                break;
            case ScalarType.Integer or ScalarType.Float when Number(scalar.Text) is { } number:
                writer.WriteRawValue(number);
                break;
            default:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }
}
