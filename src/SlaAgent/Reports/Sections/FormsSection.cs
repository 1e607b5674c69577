using SlaAgent.Core.Contracts;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>The internal and the external form of the promise side by side, and the period before.</summary>
internal static class FormsSection
{
    public static ReportSection? Of(ComplianceReport report)
    {
        List<ReportBlock> blocks = [.. report.Counterparts.Select(other => Side(report, other))];
        if (report.Previous is { } previous)
        {
            blocks.Add(Before(report, previous));
        }

        return blocks.Count == 0 ? null : new("In comparison", blocks);
    }

    private static ReportBlock.Table Side(ComplianceReport report, Counterpart other)
    {
        var isExternal = report.Terms.Audience == Audience.External;
        var (external, @internal) = isExternal ? (report.Terms.Name, other.Terms.Name) : (other.Terms.Name, report.Terms.Name);
        var names = Outcomes(report).Concat(other.Objectives).Select(outcome => outcome.Terms.Name).Distinct(StringComparer.Ordinal);
        return new(
            $"What is promised to the customer ({external}) beside what one asks of oneself ({@internal})",
            [new("Objective"), new("External promise", true), new("Measured", true), new("Verdict"), new("Internal promise", true), new("Measured", true), new("Verdict")],
            [
                .. names.Select(name =>
                {
                    var (mine, theirs) = (Outcomes(report).FirstOrDefault(o => o.Terms.Name == name), other.Objectives.FirstOrDefault(o => o.Terms.Name == name));
                    return (string[])[name, .. Cells(isExternal ? mine : theirs, report.IsOver), .. Cells(isExternal ? theirs : mine, report.IsOver)];
                }),
            ]);
    }

    private static ReportBlock.Table Before(ComplianceReport report, PreviousPeriod previous) => new(
        $"Beside the period before, {previous.Period.Name}, with {ReportText.Count(previous.Breaches, "breach", "breaches")}",
        [new("Objective"), new("Before", true), new("Budget left before", true), new("Verdict before"), new("Now", true), new("Budget left now", true), new("Verdict now")],
        [
            .. Outcomes(report).Select(now =>
            {
                var before = previous.Objectives.FirstOrDefault(o => o.Terms.Name == now.Terms.Name);
                return (string[])
                [
                    now.Terms.Name, ReportText.Measured(before), ReportText.Budget(before?.Remaining), before is null ? ReportText.Nothing : ReportText.Verdict(before.Verdict, isOver: true),
                    ReportText.Measured(now), ReportText.Budget(now.Remaining), ReportText.Verdict(now.Verdict, report.IsOver),
                ];
            }),
        ]);

    private static IEnumerable<ObjectiveOutcome> Outcomes(ComplianceReport report) => report.Objectives.GroupBy(objective => objective.Terms.Name).Select(parts => parts.Last())
        .Select(ObjectiveOutcome.Of);

    private static string[] Cells(ObjectiveOutcome? outcome, bool isOver) => outcome is null
        ? [ReportText.Nothing, ReportText.Nothing, ReportText.Nothing]
        : [ReportText.Promised(outcome.Terms), ReportText.Measured(outcome), ReportText.Verdict(outcome.Verdict, isOver)];
}
