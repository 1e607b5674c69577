using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Reports;
using SlaAgent.Reports.Sections;

namespace SlaAgent.Reports;

/// <summary>One page for those who decide on money: what was promised and kept, what it cost, why it failed, and what is owed. All of it is from the record.</summary>
internal static class ExecutiveDocument
{
    private const int MostCauses = 6;

    public static ReportDocument Of(ComplianceReport report, TimeZoneInfo zone)
    {
        var text = new ReportText(zone);
        ReportSection?[] sections = [At(report), Trend(report), Causes(report), Owed(report, text)];
        return new($"Executive summary: {report.Terms.Name}, {report.Period.Name}", StatementDocument.Subtitle(report, text), [.. sections.OfType<ReportSection>()]);
    }

    private static ReportSection At(ComplianceReport report)
    {
        var figures = report.IncidentFigures;
        List<ReportTile> tiles =
        [
            new("Promise", ReportText.Verdict(report.Verdict, report.IsOver), $"{report.Objectives.Count(o => o.Verdict == PeriodVerdict.Met)} of {report.Objectives.Count} objectives met", ReportText.Tone(report.Verdict)),
            new("Breaches", figures.Breaches.Count.ToString(CultureInfo.InvariantCulture), $"{ReportText.Span(figures.InBreach)} in breach", figures.Breaches.Count == 0 ? "good" : "bad"),
        ];
        if (Tightest(report) is { } tightest)
        {
            tiles.Add(new("Least budget left", ReportText.Budget(tightest.Budget!.Remaining), tightest.Terms.Name, tightest.Budget.Remaining < 0 ? "bad" : "good"));
        }

        if (report.Terms.Consequences?.Credits is not null)
        {
            tiles.Add(report.Credit is { } credit
                ? new("Credits", credit.Amount is null ? ReportText.Target(credit.Ratio) : CreditSection.Amount(credit.Amount, credit.Currency), $"{ReportText.Target(credit.Ratio)} of the fee", credit.Ratio > 0 ? "bad" : "good")
                : new("Credits", ReportText.Nothing, "not reckoned", "unsaid"));
        }

        return new("At a glance", [new ReportBlock.Tiles(tiles), new ReportBlock.Bullets([.. Sentences(report)])]);
    }

    private static ObjectiveReport? Tightest(ComplianceReport report) => report.Objectives.Where(objective => objective.Budget?.Remaining is not null).MinBy(objective => objective.Budget!.Remaining);

    private static IEnumerable<string> Sentences(ComplianceReport report)
    {
        foreach (var objective in report.Objectives)
        {
            yield return $"{SummarySection.Name(objective)}: {PromiseSection.Promise(objective.Terms)} {Capital(ReportText.Verdict(objective.Verdict, report.IsOver))}: {objective.Because}.";
        }

        foreach (var objective in report.Objectives.Where(objective => objective.Budget is { Forecast: not null, Allowed: > 0 }))
        {
            var budget = objective.Budget!;
            yield return $"{SummarySection.Name(objective)}: at the pace so far, {ReportText.Budget(budget.RemainingAfter(budget.Forecast))} of the budget will be left at the end of the period ({ReportText.Budget(budget.RemainingAfter(budget.ForecastUpper))} to {ReportText.Budget(budget.RemainingAfter(budget.ForecastLower))}, 90% interval).";
        }

        if (report.GateClosures.Count > 0)
        {
            var frozen = report.GateClosures.Aggregate(TimeSpan.Zero, (sum, closure) => sum + Within(closure, report));
            yield return $"Deployments were frozen {ReportText.Count(report.GateClosures.Count, "time", "times")}, for {ReportText.Span(frozen)} of the period.";
        }
    }

    private static TimeSpan Within(GateClosure closure, ComplianceReport report)
    {
        var known = report.IsOver ? report.Period.To : report.MadeAt;
        var (from, to) = (closure.From > report.Period.From ? closure.From : report.Period.From, closure.To is { } end && end < known ? end : known);
        return to > from ? to - from : TimeSpan.Zero;
    }

    private static ReportSection? Trend(ComplianceReport report)
    {
        if (report.Previous is not { } previous)
        {
            return null;
        }

        var rows = report.Objectives.Select(objective => (objective, Before: previous.Objectives.FirstOrDefault(o => o.Terms.Name == objective.Terms.Name)))
            .Select(pair => (string[])
            [
                SummarySection.Name(pair.objective), ReportText.Measured(pair.Before), ReportText.Measured(ObjectiveOutcome.Of(pair.objective)),
                ReportText.Budget(pair.Before?.Remaining), ReportText.Budget(pair.objective.Budget?.Remaining), Direction(pair.Before, pair.objective),
            ]);
        return new("Trend", [new ReportBlock.Table(
            string.Create(CultureInfo.InvariantCulture, $"Against {previous.Period.Name}: {previous.Breaches} breaches then, {report.IncidentFigures.Breaches.Count} now"),
            [new("Objective"), new("Then", true), new("Now", true), new("Budget left then", true), new("Budget left now", true), new("Direction")],
            [.. rows])]);
    }

    private static string Direction(ObjectiveOutcome? before, ObjectiveReport now)
    {
        var change = now.Terms.Goal is null ? (double?)(now.Figures.Compliance - before?.Compliance) : now.LastScore - before?.Score;
        return (now.Terms.IsAtMost ? -change : change) switch
        {
            null => "cannot be said",
            > 0 => "better",
            < 0 => "worse",
            _ => "the same",
        };
    }

    private static ReportSection Causes(ComplianceReport report)
    {
        var causes = report.Objectives.SelectMany(objective => objective.Causes.Select(cause => (Objective: objective, Cause: cause)))
            .OrderByDescending(pair => pair.Cause.BudgetShare ?? 0).ThenByDescending(pair => pair.Cause.Time).Take(MostCauses).ToList();
        if (causes.Count == 0)
        {
            return new("Where the budget went", [new ReportBlock.Paragraph("No failure is on the record.")]);
        }

        var first = causes[0];
        return new("Where the budget went", [
            new ReportBlock.Paragraph($"The largest part of a budget, {ReportText.Share(first.Cause.BudgetShare)} of that of {first.Objective.Terms.Name}, went to '{first.Cause.Reason}': {ReportText.Span(first.Cause.Time)} of the measured time. Work that removes a cause gives back at most its share."),
            new ReportBlock.Table(
                "Causes by the budget they took",
                [new("Cause"), new("Objective"), new("Count", true), new("Time", true), new("Of the budget", true)],
                [.. causes.Select(pair => (string[])[pair.Cause.Reason, SummarySection.Name(pair.Objective), ReportText.Count(pair.Cause.Count), ReportText.Span(pair.Cause.Time), ReportText.Share(pair.Cause.BudgetShare)])]),
        ]);
    }

    private static ReportSection Owed(ComplianceReport report, ReportText text)
    {
        var open = report.Obligations.Where(owed => owed.IsOpen).ToList();
        EquatableArray<string> items =
        [
            .. open.Select(owed => $"{Capital(ObligationSection.Name(owed.Kind))}, due {text.Time(owed.DueAt)}: {ObligationSection.State(owed, report.MadeAt)}. {Capital(owed.Because)}"),
            .. report.Credit is { Ratio: > 0, ClaimUntil: { } until } ? [$"A credit can be claimed until {text.Time(until)}."] : (string[])[],
        ];
        return new("What is owed", [items.Count == 0 ? new ReportBlock.Paragraph("Nothing is owed.") : new ReportBlock.Bullets([.. items])]);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
