using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>Time that did not count, by agreement, by hand, and after the fact.</summary>
internal static class ExclusionSection
{
    public static ReportSection Of(ComplianceReport report, ReportText text)
    {
        List<ReportBlock> blocks =
        [
            report.Exclusions.Count == 0
                ? new ReportBlock.Paragraph("No time was excluded.")
                : new ReportBlock.Table(
                    "Time that does not count",
                    [new("Name"), new("Objectives"), new("From"), new("To"), new("In the period", true), new("Announced"), new("By"), new("Reason"), new("Counts")],
                    [.. report.Exclusions.Select(exclusion => Row(exclusion, text))]),
        ];
        if (report.ExcludedByKind.Count > 0)
        {
            blocks.Add(new ReportBlock.Table(
                "The same by kind; where stretches overlap, their time is counted once",
                [new("Kind"), new("Times", true), new("In the period", true)],
                [.. report.ExcludedByKind.Select(excluded => (string[])[Kind(excluded.Kind), ReportText.Count(excluded.Count), ReportText.Span(excluded.Time)])]));
        }

        if (report.Adjustments.Count > 0)
        {
            blocks.Add(new ReportBlock.Paragraph("Time was excluded after the fact. What was counted first stays on the record, and is shown beside the result."));
            blocks.Add(new ReportBlock.Table(
                "Adjustments",
                [new("Adjustment"), new("Made"), new("By"), new("Reason"), new("From"), new("To"), new("Taken out")],
                [.. report.Adjustments.Select(adjustment => Row(adjustment, report, text))]));
        }

        return new("Exclusions and adjustments", blocks);
    }

    private static string Kind(ExclusionKind kind) => kind switch
    {
        ExclusionKind.Agreed => "by the agreement",
        ExclusionKind.Announced => "announced in time",
        ExclusionKind.ByHand => "paused by hand",
        _ => "after the fact",
    };

    private static string[] Row(ExcludedStretch exclusion, ReportText text)
    {
        var fact = exclusion.Fact;
        return
        [
            fact.Name,
            fact.Objectives.Count == 0 ? "all" : string.Join(", ", fact.Objectives),
            text.Time(fact.From),
            fact.IsOver ? text.Time(fact.To) : $"{text.Time(fact.To)} (planned)",
            ReportText.Span(exclusion.Within),
            text.Time(fact.AnnouncedAt),
            fact.By ?? "the agreement",
            fact.Reason ?? ReportText.Nothing,
            fact.CountsBecause is { } why ? "yes: " + why : "no",
        ];
    }

    private static string[] Row(Adjustment adjustment, ComplianceReport report, ReportText text) =>
    [
        adjustment.Id, text.Time(adjustment.At), adjustment.By, adjustment.Reason, text.Time(adjustment.From), text.Time(adjustment.To),
        string.Join("; ", adjustment.Hours.GroupBy(hour => hour.Objective).Select(hours => Taken(hours.Key, [.. hours.Select(hour => hour.Taken)], report))),
    ];

    private static string Taken(string objective, IReadOnlyList<SeriesHour> taken, ComplianceReport report)
    {
        var parts = Math.Max(1, report.Objectives.FirstOrDefault(o => o.Terms.Name == objective)?.Terms.PartsPerEvent ?? 1);
        var (good, bad) = (taken.Sum(hour => (decimal)hour.Good) / parts, taken.Sum(hour => (decimal)hour.Bad) / parts);
        return $"{objective}: {ReportText.Count(good)} good, {ReportText.Count(bad)} bad";
    }
}
