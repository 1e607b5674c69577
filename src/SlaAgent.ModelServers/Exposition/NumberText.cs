using System.Globalization;
using System.Text;

namespace SlaAgent.ModelServers.Exposition;

/// <summary>Numbers as both formats write them: what Go's <c>ParseFloat</c> takes, without its underscores.</summary>
internal static class NumberText
{
    /// <summary>So many digits are a whole number that a double holds exactly.</summary>
    private const int ExactDigits = 15;

    /// <summary>Reads all of <paramref name="text"/> as one number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (TryParseWhole(text, out value))
        {
            return true;
        }

        if (text.IsEmpty || text[^1] <= (byte)' ' || text[0] <= (byte)' ')
        {
            return false;
        }

        var negative = text[0] == (byte)'-';
        var magnitude = negative || text[0] == (byte)'+' ? text[1..] : text;
        if (TryParseName(magnitude, out value) || TryParseHexadecimal(magnitude, out value))
        {
            value = negative ? -value : value;
            return true;
        }

        // The runtime would take names of its own here ("Infinity" it shares with Go); a number has a digit or a point first.
        return !magnitude.IsEmpty
            && (char.IsAsciiDigit((char)magnitude[0]) || magnitude[0] == (byte)'.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The usual case, quickly: digits, and perhaps a point with nothing but zeros after it.</summary>
    private static bool TryParseWhole(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var number = 0L;
        var i = 0;
        for (; i < text.Length && i <= ExactDigits && char.IsAsciiDigit((char)text[i]); i++)
        {
            number = (number * 10) + (text[i] - '0');
        }

        if (i == 0 || i > ExactDigits)
        {
            return false;
        }

        if (i < text.Length && (text[i] != (byte)'.' || text[(i + 1)..].ContainsAnyExcept((byte)'0')))
        {
            return false;
        }

        value = number;
        return true;
    }

    private static bool TryParseName(ReadOnlySpan<byte> text, out double value)
    {
        value = text.Length switch
        {
            3 when Is(text, "nan"u8) => double.NaN,
            3 when Is(text, "inf"u8) => double.PositiveInfinity,
            8 when Is(text, "infinity"u8) => double.PositiveInfinity,
            _ => 0,
        };
        return value != 0;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(text, lower);

    /// <summary>As 0x1.8p3: the exponent is a power of two, and must be there.</summary>
    private static bool TryParseHexadecimal(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != (byte)'0' || (text[1] | 0x20) != (byte)'x')
        {
            return false;
        }

        var power = text.IndexOfAny((byte)'p', (byte)'P');
        if (power < 0
            || !TryParseMantissa(text[2..power], out var mantissa, out var scale)
            || !int.TryParse(text[(power + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return false;
        }

        value = Math.ScaleB(mantissa, (int)Math.Clamp((long)exponent + scale, -100_000, 100_000));
        return true;
    }

    private static bool TryParseMantissa(ReadOnlySpan<byte> text, out ulong mantissa, out int scale)
    {
        (mantissa, scale) = (0, 0);
        var (digits, point) = (0, false);
        foreach (var next in text)
        {
            if (next == (byte)'.' && !point)
            {
                point = true;
                continue;
            }

            if (!char.IsAsciiHexDigit((char)next))
            {
                return false;
            }

            digits++;
            if (mantissa >> 60 == 0)
            {
                mantissa = (mantissa << 4) | (uint)HexadecimalDigit(next);
                scale -= point ? 4 : 0;
            }
            else
            {
                scale += point ? 0 : 4;
            }
        }

        return digits > 0;
    }

    private static int HexadecimalDigit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
