using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>What each objective came to.</summary>
internal static class ResultSection
{
    private const string AsCounted = ", as first counted";

    private static readonly ReportColumn[] Verdicts =
        [new("Objective"), new("Promised", true), new("Measured", true), new("95% interval", true), new("Budget left", true), new("Verdict"), new("Because")];

    private static readonly ReportColumn[] Counts =
        [new("Objective"), new("Events", true), new("Good", true), new("Bad", true), new("May be bad", true), new("Time measured", true), new("Of the time that counts", true), new("Excluded", true)];

    public static ReportSection Of(ComplianceReport report, ReportText text)
    {
        List<ReportBlock> blocks = [];
        var counted = report.Objectives.Where(objective => objective.Terms.Goal is null).ToList();
        if (counted.Count > 0)
        {
            blocks.Add(new ReportBlock.Table("Result of each objective", Verdicts, [.. counted.SelectMany(objective => Results(report, objective))]));
            blocks.Add(new ReportBlock.Table("What was counted", Counts, [.. counted.SelectMany(Counted)]));
        }

        if (counted.Where(objective => objective.Budget?.Forecast is not null).ToList() is { Count: > 0 } foreseen)
        {
            blocks.Add(Forecasts(foreseen));
        }

        if (counted.Where(objective => objective.Latencies is not null).ToList() is { Count: > 0 } timed)
        {
            blocks.Add(Latencies(timed));
        }

        if (counted.Where(objective => objective.Causes.Count > 0).ToList() is { Count: > 0 } failed)
        {
            blocks.Add(Causes(failed));
        }

        foreach (var objective in report.Objectives.Where(objective => objective.Terms.Goal is not null))
        {
            blocks.Add(Runs(report, objective, text));
        }

        return new("Result", blocks);
    }

    private static IEnumerable<string[]> Results(ComplianceReport report, ObjectiveReport objective)
    {
        yield return [.. Result(objective, objective.Figures, ""), ReportText.Budget(objective.Budget?.Remaining), ReportText.Verdict(objective.Verdict, report.IsOver), objective.Because];
        if (objective is { Original: { } original, OriginalVerdict: { } verdict })
        {
            yield return [.. Result(objective, original, AsCounted), "", ReportText.Verdict(verdict, report.IsOver), "before adjustments"];
        }
    }

    private static string[] Result(ObjectiveReport objective, ObjectiveFigures figures, string which) =>
    [
        SummarySection.Name(objective) + which, ReportText.Target(objective.Terms.Target), ReportText.Measured(figures.Compliance),
        figures.Lower is null ? ReportText.Nothing : $"{ReportText.Bound(figures.Lower)} to {ReportText.Bound(figures.Upper)}",
    ];

    private static IEnumerable<string[]> Counted(ObjectiveReport objective)
    {
        yield return Count(objective, objective.Figures, "");
        if (objective.Original is { } original)
        {
            yield return Count(objective, original, AsCounted);
        }
    }

    private static string[] Count(ObjectiveReport objective, ObjectiveFigures figures, string which) =>
    [
        SummarySection.Name(objective) + which, $"{ReportText.Count(figures.Events)} {objective.Terms.Unit}", ReportText.Count(figures.Good), ReportText.Count(figures.Bad),
        which.Length > 0 || objective.Budget is null ? ReportText.Nothing : ReportText.Count(objective.Budget.Allowed),
        ReportText.Span(figures.Covered), ReportText.Share(figures.Coverage), ReportText.Span(figures.Waived),
    ];

    private static ReportBlock.Table Forecasts(List<ObjectiveReport> foreseen) => new(
        "What it will come to at the end of the period, at the pace so far; an outage of a kind that has not come yet is in no forecast",
        [new("Objective"), new("Bad so far", true), new("Bad at the end", true), new("90% interval", true), new("May be bad", true), new("Budget left at the end", true), new("90% interval", true)],
        [.. foreseen.Select(objective => Forecast(objective, objective.Budget!))]);

    private static string[] Forecast(ObjectiveReport objective, ErrorBudget budget) =>
    [
        SummarySection.Name(objective), ReportText.Count(budget.Spent), ReportText.Expected(budget.Forecast),
        $"{ReportText.Expected(budget.ForecastLower)} to {ReportText.Expected(budget.ForecastUpper)}", ReportText.Count(budget.Allowed), ReportText.Budget(budget.RemainingAfter(budget.Forecast)),
        $"{ReportText.Budget(budget.RemainingAfter(budget.ForecastUpper))} to {ReportText.Budget(budget.RemainingAfter(budget.ForecastLower))}",
    ];

    private static ReportBlock.Table Latencies(List<ObjectiveReport> timed) => new(
        "Latencies over the whole period; 'failed' is a percentile that lies among the failures",
        [new("Objective"), new("Promised"), new("Promised percentile", true), new("p50", true), new("p95", true), new("p99", true), new("Requests", true), new("Failures", true)],
        [
            .. timed.Select(objective => (string[])
            [
                SummarySection.Name(objective),
                objective.Terms is { Percentile: { } q, Threshold: { } threshold } ? string.Create(CultureInfo.InvariantCulture, $"p{100 * q:0.###} ≤ {ReportText.Seconds(threshold.TotalSeconds)}") : ReportText.Nothing,
                objective.Terms.Percentile is null ? ReportText.Nothing : ReportText.Percentile(objective.Latencies!.Promised),
                ReportText.Percentile(objective.Latencies!.P50), ReportText.Percentile(objective.Latencies.P95), ReportText.Percentile(objective.Latencies.P99),
                ReportText.Count(objective.Latencies.Measured), ReportText.Count(objective.Latencies.Failed),
            ]),
        ]);

    private static ReportBlock.Table Causes(List<ObjectiveReport> failed) => new(
        "Why events were bad; the time is what the bad events stand for",
        [new("Objective"), new("Reason"), new("Count", true), new("Share", true), new("Time", true), new("Of the budget", true)],
        [
            .. failed.SelectMany(objective => objective.Causes.Select(cause => (string[])
            [
                SummarySection.Name(objective), cause.Reason, ReportText.Count(cause.Count), ReportText.Share(cause.Share), ReportText.Span(cause.Time), ReportText.Share(cause.BudgetShare),
            ])),
        ]);

    private static ReportBlock.Table Runs(ComplianceReport report, ObjectiveReport objective, ReportText text) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{SummarySection.Name(objective)}: {objective.Terms.Metric} promised {(objective.Terms.IsAtMost ? "at most" : "at least")} {objective.Terms.Goal:0.######}; {ReportText.Verdict(objective.Verdict, report.IsOver)}: {objective.Because}"),
        [new("Run"), new("Score", true), new("Interval", true), new("Examples", true), new("Model version"), new("Data set"), new("Counts")],
        [
            .. objective.Runs.Select(run => (string[])
            [
                text.Time(run.At), ReportText.Score(run.Value), run.Lower is null ? ReportText.Nothing : $"{ReportText.Score(run.Lower)} to {ReportText.Score(run.Upper)}", ReportText.Count(run.Scored),
                run.ModelVersion ?? ReportText.Nothing, run.DataSetHash is { Length: > 12 } hash ? hash[..12] : run.DataSetHash ?? ReportText.Nothing,
                run.Void is { } why ? "no: " + why : run.IsMet == true ? "yes: at the goal" : "yes: misses the goal",
            ]),
        ]);
}
