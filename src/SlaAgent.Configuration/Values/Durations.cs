using System.Globalization;
using System.Text;

namespace SlaAgent.Configuration.Values;

/// <summary>Durations as <c>300ms</c>, <c>1m30s</c>, <c>30d</c>: whole numbers, each unit once, larger units first.</summary>
internal static class Durations
{
    public const string Pattern = @"^(?=[0-9])([0-9]{1,6}d)?([0-9]{1,8}h)?([0-9]{1,9}m(?!s))?([0-9]{1,10}s)?([0-9]{1,13}ms)?$";

    private static readonly (string Unit, long Ticks)[] s_units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var ticks = 0L;
        var next = 0;
        for (var i = 0; i < text.Length;)
        {
            var digits = i;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                digits++;
            }

            var end = digits;
            while (end < text.Length && char.IsAsciiLetterLower(text[end]))
            {
                end++;
            }

            var unit = Array.FindIndex(s_units, u => text.AsSpan(digits, end - digits).SequenceEqual(u.Unit));
            if (unit < next || digits - i is 0 or > 13)
            {
                return false;
            }

            var number = long.Parse(text.AsSpan(i, digits - i), CultureInfo.InvariantCulture);
            if (number > (TimeSpan.MaxValue.Ticks - ticks) / s_units[unit].Ticks)
            {
                return false;
            }

            ticks += number * s_units[unit].Ticks;
            next = unit + 1;
            i = end;
        }

        duration = new(ticks);
        return text.Length > 0;
    }

    /// <summary>The shortest form that reads back as the same; whole milliseconds, not negative.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = duration.Ticks;
        foreach (var (unit, ticks) in s_units)
        {
            if (rest / ticks > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{rest / ticks}{unit}");
                rest %= ticks;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }
}
