using System.Buffers;
using System.Globalization;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// When two texts name the same class: when they are equal, character by character, or plain decimal numbers of the same value, since servers write the class
/// <c>1</c> of a data set as <c>1.0</c> too. Numbers with a leading zero or an exponent are texts.
/// </summary>
internal static class ClassName
{
    private const int MostDigits = 28;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>One text for all that name the same class.</summary>
    public static string Of(string text) => !IsPlainNumber(text) ? text
        : decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is var number && number == 0 ? "0"
        : number.ToString("G29", CultureInfo.InvariantCulture);

    /// <summary>A number that stands for the class: 64 bits, so that an answer that is no class need not be kept.</summary>
    public static ulong Hash(string text)
    {
        var hash = new StableHash();
        hash.Add(Of(text));
        return hash.Value;
    }

    private static bool IsPlainNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.Length is 0 or > MostDigits || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1]) || (digits.Length > 1 && digits[0] == '0' && digits[1] != '.'))
        {
            return false;
        }

        return digits.IndexOfAnyExcept(NumberCharacters) < 0 && digits.Count('.') <= 1;
    }
}
