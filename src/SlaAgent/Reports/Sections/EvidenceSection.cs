using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>What the report rests on, and how to check it.</summary>
internal static class EvidenceSection
{
    public static ReportSection Of(ComplianceReport report, ReportText text)
    {
        var evidence = report.Evidence;
        return new(
            "Evidence",
            [
                new ReportBlock.Paragraph("The report is made of the agent's record and of nothing else. Each entry of the record carries a SHA-256 hash over its own text and the hash of the entry before it: whoever keeps the last hash can see later whether anything before it was changed."),
                new ReportBlock.Table(
                    "The record",
                    [new("Part"), new("Value")],
                    [
                        ["Entries", evidence.Last == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{evidence.First} to {evidence.Last}")],
                        ["Hash of the last entry", evidence.Head ?? ReportText.Nothing],
                        ["Chain", evidence.Chain is { } chain ? chain.Says : "not checked for this report"],
                        ["Hours of the period not on the record yet", evidence.OpenHours.ToString(CultureInfo.InvariantCulture)],
                        ["Report made", text.Time(report.MadeAt)],
                    ]),
                new ReportBlock.Bullets(
                [
                    "'slaagent verify' checks the chain in the agent's state folder, or in an exported file.",
                    "'slaagent export' hands the record over as JSONL; 'slaagent report --ledger FILE' makes this report from it again, on any machine.",
                ]),
            ]);
    }
}
