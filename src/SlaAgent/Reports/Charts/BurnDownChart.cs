using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Charts;

/// <summary>The error budget over the period, with exclusions and incidents marked.</summary>
internal static class BurnDownChart
{
    private const double Lowest = -3;

    public static string Draw(string id, ComplianceReport report, ObjectiveReport objective)
    {
        var least = Math.Max(Lowest, Math.Min(0, objective.Burn.Min(point => point.Remaining)));
        var axis = new TimeAxis(report.Period, least < 0 ? least * 1.05 : 0, 1);
        var last = objective.Burn[^1];
        var drawing = new SvgDrawing(id, TimeAxis.Width, TimeAxis.Height, $"Error budget of {objective.Terms.Name}", Description(last));
        Bands(drawing, axis, report, objective.Terms.Name);
        axis.Draw(drawing, Lines(least));
        drawing.Line(axis.X(objective.From), axis.Y(1), axis.X(objective.To), axis.Y(0), "even");
        drawing.Path(Steps(objective, axis), "s0");
        drawing.Text(axis.X(last.At) + 4, Math.Min(TimeAxis.Bottom - 4, axis.Y(last.Remaining) + 4), Percent(last.Remaining), "t b");
        return drawing.ToString();
    }

    private static string Description(BurnPoint last) => string.Create(
        CultureInfo.InvariantCulture,
        $"The line begins at 100% and ends at {100 * last.Remaining:0.#}%. The dashed line is even spending; hatched time did not count; framed time is an incident.");

    private static void Bands(SvgDrawing drawing, TimeAxis axis, ComplianceReport report, string objective)
    {
        foreach (var (fact, within) in report.Exclusions.Where(exclusion => exclusion.Within > TimeSpan.Zero && (exclusion.Fact.Objectives.Count == 0 || exclusion.Fact.Objectives.Contains(objective))))
        {
            Band(drawing, axis.X(fact.From), axis.X(fact.To), "hatch", $"excluded: {fact.Name}, {ReportText.Span(within)}");
        }

        foreach (var adjustment in report.Adjustments.Where(adjustment => adjustment.Hours.Any(hour => hour.Objective == objective)))
        {
            Band(drawing, axis.X(adjustment.From), axis.X(adjustment.To), "hatch", $"excluded after the fact: {adjustment.Reason}");
        }

        foreach (var incident in report.Incidents.Where(incident => incident.Objective is null || incident.Objective == objective))
        {
            Band(drawing, axis.X(incident.StartedAt), axis.X(incident.EndedAt ?? report.MadeAt), "frame", $"incident {incident.Number}: {incident.AlertName}");
        }
    }

    private static void Band(SvgDrawing drawing, double from, double to, string style, string says) =>
        drawing.Box(from, TimeAxis.Top, Math.Max(1.5, to - from), TimeAxis.Bottom - TimeAxis.Top, style, says);

    private static IEnumerable<(double X, double Y)> Steps(ObjectiveReport objective, TimeAxis axis)
    {
        BurnPoint? before = null;
        foreach (var point in objective.Burn)
        {
            if (before is not null && point.Remaining == before.Remaining && point != objective.Burn[^1])
            {
                continue;
            }

            if (before is not null)
            {
                yield return (axis.X(point.At), axis.Y(before.Remaining));
            }

            yield return (axis.X(point.At), axis.Y(point.Remaining));
            before = point;
        }
    }

    private static List<(double Value, string Label)> Lines(double least)
    {
        List<(double, string)> lines = [(1, "100%"), (0.5, "50%"), (0, "0%")];
        if (least < -0.2)
        {
            lines.Add((least, Percent(least)));
        }

        return lines;
    }

    private static string Percent(double remaining) => string.Create(CultureInfo.InvariantCulture, $"{100 * remaining:0}%");
}
