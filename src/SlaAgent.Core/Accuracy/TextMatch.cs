using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlaAgent.Core.Accuracy;

/// <summary>When a generated text is right.</summary>
internal static class TextMatch
{
    private const NumberStyles WithoutExponent =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Equal, character by character, but for white space at both ends.</summary>
    public static bool IsExact(string prediction, string label) => prediction.AsSpan().Trim().SequenceEqual(label.AsSpan().Trim());

    /// <summary>The label is in it, character by character, but for white space at the label's ends.</summary>
    public static bool Contains(string prediction, string label) => prediction.AsSpan().Contains(label.AsSpan().Trim(), StringComparison.Ordinal);

    /// <summary>
    /// As a whole a number that differs from the label's by at most <paramref name="tolerance"/>. Numbers without an exponent are subtracted as decimals, so that
    /// 0.4 is within 0.3 of 0.1. A comma is no part of a number.
    /// </summary>
    public static bool IsNumber(string prediction, string label, double tolerance)
    {
        if (decimal.TryParse(prediction, WithoutExponent, CultureInfo.InvariantCulture, out var exact)
            && decimal.TryParse(label, WithoutExponent, CultureInfo.InvariantCulture, out var truth) && tolerance < 1e12)
        {
            return Math.Abs(exact - truth) <= (decimal)tolerance;
        }

        return NumberItems.TryRead(prediction, out var number) && NumberItems.TryRead(label, out var expected) && Math.Abs(number - expected) <= tolerance;
    }

    /// <summary>The same JSON value: numbers by value, members in any order.</summary>
    public static bool IsJson(string prediction, string label)
    {
        using var left = Parse(prediction);
        using var right = Parse(label);
        return left is not null && right is not null && JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }

    /// <summary>Whether <paramref name="text"/> is JSON, at most 64 levels deep.</summary>
    public static bool IsJson(string text)
    {
        using var document = Parse(text);
        return document is not null;
    }

    /// <summary>The pattern, which takes time in proportion to the text alone; null where it is none.</summary>
    public static Regex? Pattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
