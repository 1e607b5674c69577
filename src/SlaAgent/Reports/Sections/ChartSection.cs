using System.Globalization;
using SlaAgent.Core.Reports;
using SlaAgent.Reports.Charts;

namespace SlaAgent.Reports.Sections;

/// <summary>The period in charts.</summary>
internal static class ChartSection
{
    public static ReportSection? Of(ComplianceReport report)
    {
        var blocks = new List<ReportBlock>();
        for (var i = 0; i < report.Objectives.Count; i++)
        {
            if (report.Objectives[i] is { Terms.Goal: null, Days.Count: > 0, Figures.Events: > 0 } objective)
            {
                blocks.AddRange(Figures(report, objective, string.Create(CultureInfo.InvariantCulture, $"o{i + 1}")));
            }
        }

        return blocks.Count == 0 ? null : new("Charts", blocks);
    }

    private static IEnumerable<ReportBlock> Figures(ComplianceReport report, ObjectiveReport objective, string id)
    {
        var name = SummarySection.Name(objective);
        if (objective.Burn.Count > 1)
        {
            yield return new ReportBlock.Figure($"{name}: what was left of the error budget", BurnDownChart.Draw(id + "b", report, objective), Burn(objective));
        }

        yield return new ReportBlock.Figure($"{name}: each day by itself", HeatMapChart.Draw(id + "h", objective), Days(objective));
        if (objective.Latencies is not null)
        {
            yield return new ReportBlock.Figure($"{name}: latency of each day", LatencyChart.Draw(id + "l", report.Period, objective), Latencies(objective));
        }

        if (objective.Causes.Count > 0)
        {
            yield return new ReportBlock.Figure($"{name}: why events were bad, each day", ReasonChart.Draw(id + "r", report.Period, objective), Reasons(objective));
        }
    }

    private static ReportBlock.Table Burn(ObjectiveReport objective) => new(
        "Budget left at the end of each day",
        [new("Day"), new("Budget left", true)],
        [
            .. objective.Days.Select(day => (Day: day.Day.Date, Left: objective.Burn.LastOrDefault(point => point.At <= day.Day.To && point.At > day.Day.From)?.Remaining))
                .Where(day => day.Left is not null).Select(day => (string[])[ReportText.Date(day.Day), ReportText.Budget((decimal)day.Left!.Value)]),
        ]);

    private static ReportBlock.Table Days(ObjectiveReport objective) => new(
        "Each day",
        [new("Day"), new("Events", true), new("Bad", true), new("Measured", true), new("Excluded", true), new("Finding")],
        [
            .. objective.Days.Select(day => (string[])
            [
                ReportText.Date(day.Day.Date), ReportText.Count(day.Figures.Events), ReportText.Count(day.Figures.Bad), ReportText.Measured(day.Figures.Compliance),
                ReportText.Span(day.Figures.Waived), HeatMapChart.Kind(objective, day),
            ]),
        ]);

    private static ReportBlock.Table Latencies(ObjectiveReport objective) => new(
        "Percentiles of each day",
        [new("Day"), new("p50", true), new("p95", true), new("p99", true)],
        [
            .. objective.Days.Where(day => day.Latencies is not null).Select(day => (string[])
            [
                ReportText.Date(day.Day.Date), ReportText.Percentile(day.Latencies!.P50), ReportText.Percentile(day.Latencies.P95), ReportText.Percentile(day.Latencies.P99),
            ]),
        ]);

    private static ReportBlock.Table Reasons(ObjectiveReport objective)
    {
        var reasons = ReasonChart.Reasons(objective);
        return new(
            "Share of the events of each day",
            [new("Day"), .. reasons.Select(reason => new ReportColumn(reason, true))],
            [
                .. objective.Days.Where(day => day.Causes.Count > 0).Select(day => (string[])
                    [ReportText.Date(day.Day.Date), .. reasons.Select(reason => ReportText.Share(ReasonChart.Share(day, reason, reasons)))]),
            ]);
    }
}
