namespace SlaAgent.Reports.Sections;

/// <summary>Which questions of the NIST AI Risk Management Framework (AI RMF 1.0, NIST AI 100-1) this report has material for.</summary>
internal static class FrameworkSection
{
    private static readonly string[][] Rows =
    [
        ["MEASURE 2.3", "Performance or assurance criteria are measured, for conditions like those of deployment, and the measures are documented.", "What was promised, Method, Result: criteria, definitions, samples and intervals of what was measured on the running service."],
        ["MEASURE 2.4", "Functionality and behaviour of the system are monitored in production.", "Result, Charts, Evidence: availability, latency, throughput and accuracy as monitored, with the share of the time in which they were."],
        ["MANAGE 4.1", "Plans for monitoring after deployment are carried out, with incident response, recovery and change management among them.", "Incidents, Exclusions and adjustments, Obligations and the deployment gate: what was detected, acknowledged, recovered from, frozen and overridden, by whom."],
        ["MANAGE 4.3", "Incidents and errors are communicated to those concerned; they are tracked, responded to and recovered from by documented processes.", "Incidents, Obligations and the deployment gate: what was tracked, which statements and post-mortems were owed, and when they were given."],
    ];

    public static ReportSection Of() => new(
        "Appendix: NIST AI Risk Management Framework",
        [
            new ReportBlock.Paragraph("The table says for which subcategories of the framework this report holds material. It is no statement that any of them is fulfilled: they ask for more than measurements of one service, and that is for the organisation to judge. The outcomes are paraphrased."),
            new ReportBlock.Table("Material in this report", [new("Subcategory"), new("Asks, in short"), new("Material here")], Rows),
        ]);
}
