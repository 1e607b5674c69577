using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Charts;

/// <summary>Each day of the period in its place in the calendar: kept, missed, not measured or excluded, in figures and marks as well as in colour.</summary>
internal static class HeatMapChart
{
    private const int MostWithFigures = 62;
    private const int Margin = 34;
    private const int Head = 18;

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static string Draw(string id, ObjectiveReport objective)
    {
        var isLarge = objective.Days.Count <= MostWithFigures;
        var weeks = Week(objective, objective.Days.Count - 1) + 1;
        var (width, height) = isLarge ? (92, 34) : (12, 12);
        var size = isLarge ? (Width: Margin + (7 * width), Height: Head + (weeks * height)) : (Width: Margin + (weeks * width), Height: Head + (7 * height));
        var drawing = new SvgDrawing(id, size.Width + 2, size.Height + 2, $"Calendar of {objective.Terms.Name}", Description(objective));
        Heads(drawing, isLarge, width, height);
        for (var i = 0; i < objective.Days.Count; i++)
        {
            var (week, weekday) = (Week(objective, i), Weekday(objective.Days[i].Day.Date));
            var (column, row) = isLarge ? (weekday, week) : (week, weekday);
            Cell(drawing, objective, objective.Days[i], Margin + (column * width), Head + (row * height), width - 2, height - 2, isLarge);
        }

        return drawing.ToString();
    }

    /// <summary>What a day was.</summary>
    public static string Kind(ObjectiveReport objective, ObjectiveDay day) => day.Figures switch
    {
        { Compliance: { } share } => share >= objective.Terms.Target ? "kept" : "missed",
        { Waived.Ticks: > 0, Countable.Ticks: 0 } => "excluded",
        _ => "not measured",
    };

    private static string Description(ObjectiveReport objective)
    {
        var kinds = objective.Days.GroupBy(day => Kind(objective, day)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        return $"Days by themselves against the target of {ReportText.Target(objective.Terms.Target)}: {string.Join(", ", kinds)}.";
    }

    private static void Heads(SvgDrawing drawing, bool isLarge, int width, int height)
    {
        for (var day = 0; day < Weekdays.Length; day++)
        {
            if (isLarge)
            {
                drawing.Text(Margin + (day * width) + 4, Head - 6, Weekdays[day]);
            }
            else if (day % 2 == 0)
            {
                drawing.Text(Margin - 4, Head + (day * height) + 10, Weekdays[day], anchor: "end");
            }
        }
    }

    private static void Cell(SvgDrawing drawing, ObjectiveReport objective, ObjectiveDay day, int x, int y, int width, int height, bool isLarge)
    {
        var kind = Kind(objective, day);
        var share = kind is "kept" or "missed" ? ReportText.Measured(day.Figures.Compliance) : kind;
        drawing.Box(x, y, width, height, "c-" + kind.Split(' ')[0], $"{ReportText.Date(day.Day.Date)}: {share}");
        if (isLarge)
        {
            drawing.Text(x + 4, y + 13, day.Day.Date.Day == 1 || day == objective.Days[0] ? day.Day.Date.ToString("d MMM", CultureInfo.InvariantCulture) : day.Day.Date.Day.ToString(CultureInfo.InvariantCulture), "t small");
            drawing.Text(x + width - 4, y + height - 6, kind == "missed" ? "✗ " + share : share, kind == "missed" ? "t b" : "t", "end");
        }
        else if (kind == "missed")
        {
            drawing.Text(x + (width / 2), y + height - 1, "✗", "t small", "middle");
        }
    }

    private static int Weekday(DateOnly date) => ((int)date.DayOfWeek + 6) % 7;

    private static int Week(ObjectiveReport objective, int day) => (Weekday(objective.Days[0].Day.Date) + day) / 7;
}
