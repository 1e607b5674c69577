using System.Buffers.Text;
using System.Globalization;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Numerals as JSON has them.</summary>
internal static class JsonNumeral
{
    /// <summary>Shorter ones without an exponent are finite whatever they are.</summary>
    private const int SurelyFinite = 300;

    /// <summary>Whether a numeral of JSON is no larger than a double can be.</summary>
    public static bool IsFinite(ReadOnlySpan<byte> numeral) =>
        (numeral.Length < SurelyFinite && numeral.IndexOfAny((byte)'e', (byte)'E') < 0)
        || (Utf8Parser.TryParse(numeral, out double value, out var read) && read == numeral.Length && double.IsFinite(value));

    /// <summary>Whether a numeral of JSON is no larger than a double can be.</summary>
    public static bool IsFinite(ReadOnlySpan<char> numeral) =>
        (numeral.Length < SurelyFinite && numeral.IndexOfAny('e', 'E') < 0)
        || (double.TryParse(numeral, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value));

    /// <summary>Whether text is a numeral of JSON: no plus sign, no leading zero, a digit on both sides of the point.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        text = text is ['-', ..] ? text[1..] : text;
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[whole..];
        if (text is ['.', ..])
        {
            var fraction = Digits(text[1..]);
            if (fraction == 0)
            {
                return false;
            }

            text = text[(fraction + 1)..];
        }

        if (text is ['e' or 'E', ..])
        {
            text = text[1..];
            text = text is ['-' or '+', ..] ? text[1..] : text;
            return text.Length > 0 && Digits(text) == text.Length;
        }

        return text.IsEmpty;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
