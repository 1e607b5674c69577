using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Charts;

/// <summary>Percentiles of each day against the promised threshold. A percentile that lies among the failures leaves a gap.</summary>
internal static class LatencyChart
{
    public static string Draw(string id, ReportPeriod period, ObjectiveReport objective)
    {
        var all = objective.Days.Select(day => day.Latencies).OfType<LatencyFigures>().ToList();
        var highest = all.SelectMany(figures => (double?[])[figures.P50, figures.P95, figures.P99]).Max() ?? 0;
        var threshold = objective.Terms.Threshold?.TotalSeconds;
        var most = Math.Max(Math.Max(highest, threshold ?? 0) * 1.1, 1e-6);
        var axis = new TimeAxis(period, 0, most);
        var drawing = new SvgDrawing(id, TimeAxis.Width, TimeAxis.Height, $"Latency of {objective.Terms.Name}", Description(objective, threshold));
        axis.Draw(drawing, [(0, "0"), (most / 2, ReportText.Seconds(most / 2)), (most, ReportText.Seconds(most))]);
        if (threshold is { } limit)
        {
            drawing.Line(TimeAxis.Left, axis.Y(limit), TimeAxis.Right, axis.Y(limit), "limit").Text(TimeAxis.Right + 4, axis.Y(limit) - 2, ReportText.Seconds(limit), "t b");
        }

        Percentile(drawing, axis, objective, figures => figures.P50, "s0", "p50");
        Percentile(drawing, axis, objective, figures => figures.P95, "s1", "p95");
        Percentile(drawing, axis, objective, figures => figures.P99, "s2", "p99");
        return drawing.ToString();
    }

    private static string Description(ObjectiveReport objective, double? threshold) => objective.Latencies is { } all
        ? $"Over the whole period the median is {ReportText.Percentile(all.P50)}, the 95th percentile {ReportText.Percentile(all.P95)}, the 99th {ReportText.Percentile(all.P99)}{(threshold is null ? "" : $"; the promised limit is {ReportText.Seconds(threshold)}")}."
        : "No latencies.";

    private static void Percentile(SvgDrawing drawing, TimeAxis axis, ObjectiveReport objective, Func<LatencyFigures, double?> pick, string style, string name)
    {
        var run = new List<(double X, double Y)>();
        (double X, double Y)? last = null;
        foreach (var day in objective.Days)
        {
            if (day.Latencies is { } figures && pick(figures) is { } seconds)
            {
                run.Add(((axis.X(day.Day.From) + axis.X(day.Day.To)) / 2, axis.Y(seconds)));
                last = run[^1];
                continue;
            }

            Draw(drawing, run, style);
            run.Clear();
        }

        Draw(drawing, run, style);
        if (last is { } end)
        {
            drawing.Text(end.X + 6, end.Y + 4, name);
        }
    }

    private static void Draw(SvgDrawing drawing, List<(double X, double Y)> run, string style)
    {
        if (run.Count == 1)
        {
            drawing.Dot(run[0].X, run[0].Y, style);
        }

        drawing.Path(run.Count > 1 ? run : [], style);
    }
}
