using System.Globalization;

namespace SlaAgent.Configuration.Values;

/// <summary>Rates as <c>20/s</c>, <c>600/m</c> or <c>5/h</c>.</summary>
internal static class Rates
{
    public const string Pattern = @"^[0-9]{1,12}(\.[0-9]{1,12})?/[smh]$";

    /// <summary>Reads a rate as a number per second.</summary>
    public static bool TryParse(string text, out decimal perSecond)
    {
        perSecond = 0;
        if (text.Length < 3 || text[^2] != '/' || !Numbers.TryDecimal(text[..^2], out var number))
        {
            return false;
        }

        var seconds = text[^1] switch { 's' => 1m, 'm' => 60m, 'h' => 3600m, _ => 0m };
        if (seconds == 0)
        {
            return false;
        }

        perSecond = number / seconds;
        return true;
    }

    /// <summary>The rate per second.</summary>
    public static string Format(decimal perSecond) => perSecond.ToString("0.############", CultureInfo.InvariantCulture) + "/s";
}
