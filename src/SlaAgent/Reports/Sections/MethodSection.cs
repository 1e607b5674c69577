using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>How it was measured and reckoned, so that the other side can do so again.</summary>
internal static class MethodSection
{
    private static readonly string[] General =
    [
        "Every figure is reckoned from the agent's record, from whole numbers of good and bad events; no rounded figure decides anything, and measured shares are shown cut off, not rounded up.",
        "The budget is the share of events that may be bad, over the whole period; where measuring began within the period, it is reckoned up to the whole.",
        "Under 90% of the time measured, or with fewer events than agreed, nothing is judged: what was not seen earns nothing and costs nothing.",
        "The interval is Wilson's at 95%. It takes events for independent; events that follow each other fail together, so that the true interval is wider.",
        "Percentiles are by nearest rank over all events, failures counting as the slowest; a shown latency is at most 1% off.",
    ];

    public static ReportSection Of(ComplianceReport report) => new(
        "Method",
        [
            .. report.Terms.Objectives.Where(objective => objective.Method.Count > 1).SelectMany(objective => (ReportBlock[])
            [
                new ReportBlock.Paragraph($"{objective.Name}:"),
                new ReportBlock.Bullets([.. objective.Method.Skip(1)]),
            ]),
            new ReportBlock.Paragraph("For all objectives:"),
            new ReportBlock.Bullets(General),
        ]);
}
