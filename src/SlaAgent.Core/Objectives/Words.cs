using System.Globalization;
using System.Text;

namespace SlaAgent.Core.Objectives;

/// <summary>Figures as people read them, the same in reasons and annotations everywhere.</summary>
internal static class Words
{
    /// <summary>The longest text taken over from elsewhere.</summary>
    public const int LongestQuote = 200;

    /// <summary>A length of time in the units of the configuration: <c>30d</c>, <c>1h30m</c>, <c>300ms</c>.</summary>
    public static string Span(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            return "-" + Span(span.Negate());
        }

        if (span < TimeSpan.FromSeconds(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###}ms");
        }

        if (span < TimeSpan.FromSeconds(10))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s");
        }

        var text = new StringBuilder();
        Part(text, span.Days, 'd');
        Part(text, span.Hours, 'h');
        Part(text, span.Minutes, 'm');
        Part(text, span.Seconds, 's');
        return text.ToString();
    }

    /// <summary>A share as a percentage with up to four decimals.</summary>
    public static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####}%");

    /// <summary>A measured share as a percentage with up to two decimals: more would claim more than was measured.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    /// <summary>A wall time, UTC, to the second.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Text from elsewhere: without control characters, cut at 200 characters.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(Math.Min(text.Length, LongestQuote));
        foreach (var character in text)
        {
            if (quoted.Length == LongestQuote)
            {
                return quoted.Append('…').ToString();
            }

            quoted.Append(char.IsControl(character) ? ' ' : character);
        }

        return quoted.ToString();
    }

    private static void Part(StringBuilder text, int count, char unit)
    {
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
        }
    }
}
