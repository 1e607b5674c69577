using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlaAgent.Core.DataSets;

/// <summary>
/// The one text of a JSON value by which labels and predictions are compared. A string is its own text, to the last blank; numbers are equal by value
/// (<c>1</c>, <c>1.0</c> and <c>1e0</c> are <c>1</c>), exactly, with any number of digits; <c>true</c> and <c>false</c> are those words; arrays and objects are
/// their JSON without white space, members in the order of their names. <c>null</c> has no text. What is no JSON, as a field of CSV, is its own text.
/// </summary>
public static class CanonicalText
{
    // Numerals with more zeros than this are written with an exponent, as ECMAScript does.
    private const int LongestPlain = 21;
    private const int MostLeadingZeros = 6;
    private const long LargestExponent = 1_000_000_000_000;

    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The text of a JSON value; null for <c>null</c>.</summary>
    /// <param name="json">One valid JSON value in UTF-8.</param>
    /// <exception cref="JsonException">It is none, or nested deeper than 64 levels.</exception>
    public static string? Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return OfNumber(Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Null:
                return null;
            default:
                using (var document = JsonDocument.ParseValue(ref reader))
                {
                    return Of(document.RootElement);
                }
        }
    }

    /// <summary>The text of a JSON value; null for <c>null</c>.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => OfNumber(value.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array or JsonValueKind.Object => OfMany(value),
        _ => null,
    };

    /// <summary>The text of a number by its value.</summary>
    /// <param name="numeral">A numeral as JSON has it; a plus sign and leading zeros are taken too.</param>
    public static string OfNumber(ReadOnlySpan<char> numeral)
    {
        var isNegative = numeral is ['-', ..];
        numeral = numeral is ['-' or '+', ..] ? numeral[1..] : numeral;
        var exponentAt = numeral.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? 0 : Exponent(numeral[(exponentAt + 1)..]);
        var mantissa = exponentAt < 0 ? numeral : numeral[..exponentAt];
        var pointAt = mantissa.IndexOf('.');
        var whole = pointAt < 0 ? mantissa : mantissa[..pointAt];
        var fraction = pointAt < 0 ? [] : mantissa[(pointAt + 1)..];
        var digits = string.Concat(whole, fraction).AsSpan();
        var point = whole.Length + exponent;
        var significant = digits.TrimStart('0');
        point -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.IsEmpty ? "0" : (isNegative ? "-" : "") + Digits(significant, point);
    }

    private static long Exponent(ReadOnlySpan<char> text)
    {
        var isNegative = text is ['-', ..];
        var value = 0L;
        foreach (var digit in text.TrimStart("+-"))
        {
            value = Math.Min((value * 10) + (digit - '0'), LargestExponent);
        }

        return isNegative ? -value : value;
    }

    /// <summary>Digits with the point before the one at <paramref name="point"/>.</summary>
    private static string Digits(ReadOnlySpan<char> digits, long point)
    {
        if (point is > LongestPlain or <= -MostLeadingZeros)
        {
            var rest = digits[1..];
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(rest.IsEmpty ? "" : ".")}{rest}e{point - 1}");
        }

        return point <= 0 ? string.Concat("0.", new string('0', (int)-point), digits)
            : point >= digits.Length ? string.Concat(digits, new string('0', (int)point - digits.Length))
            : string.Concat(digits[..(int)point], ".", digits[(int)point..]);
    }

    private static string OfMany(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_compact))
        {
            Write(value, writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(OfNumber(value.GetRawText()), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
