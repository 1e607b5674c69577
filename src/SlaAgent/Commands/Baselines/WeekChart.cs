using System.Globalization;
using System.Text;
using SlaAgent.Core.Baselines;

namespace SlaAgent.Commands.Baselines;

/// <summary>Small charts of block characters, for any terminal and any file.</summary>
internal static class WeekChart
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>One block for each value, from the smallest to the largest; a dot where nothing is known.</summary>
    public static string Line(IReadOnlyCollection<double?> values)
    {
        var known = values.OfType<double>().ToList();
        if (known.Count == 0)
        {
            return new string('·', values.Count);
        }

        var (least, range) = (known.Min(), known.Max() - known.Min());
        return string.Concat(values.Select(value => value is not { } v ? '·' : range > 0 ? Blocks[(int)Math.Min(7, (v - least) / range * 8)] : Blocks[3]));
    }

    /// <summary>The usual week: a line a day, a block an hour.</summary>
    public static string Week(SeasonalProfile profile, string indent)
    {
        var text = new StringBuilder(indent).Append("    0     6     12    18\n");
        var line = Line([.. profile.Usual]);
        for (var day = 0; day < Days.Length; day++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{Days[day]} {line.AsSpan(day * 24, 24)}\n");
        }

        return text.ToString();
    }
}
