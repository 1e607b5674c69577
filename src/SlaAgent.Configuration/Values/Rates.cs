using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Values;

/// <summary>Rates as <c>20/s</c>, <c>600/m</c> or <c>5/h</c>.</summary>
internal static class Rates
{
    public const string Pattern = @"^[0-9]{1,12}(\.[0-9]{1,12})?/[smh]$";

    /// <summary>Reads a rate, exactly.</summary>
    public static bool TryParse(string text, out Rate rate)
    {
        rate = default;
        if (text.Length < 3 || text[^2] != '/' || !Numbers.TryDecimal(text[..^2], out var number))
        {
            return false;
        }

        var anHour = text[^1] switch { 's' => 3600m, 'm' => 60m, 'h' => 1m, _ => 0m };
        rate = new Rate(number * anHour);
        return anHour > 0;
    }

    /// <summary>The rate by the second where that is exact, else by the hour.</summary>
    public static string Format(Rate rate)
    {
        var (count, unit) = rate.PerHour / 3600 * 3600 == rate.PerHour ? (rate.PerHour / 3600, "s") : (rate.PerHour, "h");
        return count.ToString("0.############", CultureInfo.InvariantCulture) + "/" + unit;
    }
}
