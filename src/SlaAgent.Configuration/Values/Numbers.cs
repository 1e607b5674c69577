using System.Globalization;

namespace SlaAgent.Configuration.Values;

/// <summary>Plain decimal numbers: digits, at most one point, nothing else; never NaN or infinite.</summary>
internal static class Numbers
{
    private const int Longest = 25;

    /// <summary>A number that is not negative, exact.</summary>
    public static bool TryDecimal(string text, out decimal number)
    {
        number = 0;
        return text.Length is > 0 and <= Longest
            && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^1])
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A finite number, sign and exponent allowed.</summary>
    public static bool TryDouble(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
