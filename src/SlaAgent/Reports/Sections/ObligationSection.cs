using SlaAgent.Core.Consequences;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>What was owed since a breach, who did it, and when the gate was closed.</summary>
internal static class ObligationSection
{
    public static ReportSection? Of(ComplianceReport report, ReportText text)
    {
        var blocks = new List<ReportBlock>();
        if (report.Obligations.Count > 0)
        {
            blocks.Add(new ReportBlock.Table(
                "What was owed",
                [new("What"), new("Because"), new("Since"), new("Due"), new("State"), new("By"), new("Note")],
                [.. report.Obligations.Select(owed => Row(owed, report, text))]));
        }

        if (report.GateClosures.Count > 0)
        {
            blocks.Add(new ReportBlock.Table(
                "Time in which deployments were frozen",
                [new("From"), new("To"), new("Length", true), new("Because")],
                [.. report.GateClosures.Select(closure => (string[])[text.Time(closure.From), closure.To is { } end ? text.Time(end) : "goes on", ReportText.Span((closure.To ?? report.MadeAt) - closure.From), closure.Because])]));
        }

        if (report.Overrides.Count > 0)
        {
            blocks.Add(new ReportBlock.Table(
                "The freeze was overridden",
                [new("From"), new("Until"), new("By"), new("Reason"), new("Taken back")],
                [.. report.Overrides.Select(held => (string[])[text.Time(held.From), text.Time(held.Until), held.By, held.Reason, held.EndedAt is null ? ReportText.Nothing : $"{text.Time(held.EndedAt)} by {held.EndedBy}"])]));
        }

        return blocks.Count == 0 ? null : new("Obligations and the deployment gate", blocks);
    }

    /// <summary>What is owed, in words.</summary>
    public static string Name(ObligationKind kind) => kind switch
    {
        ObligationKind.Communication => "statement",
        ObligationKind.Postmortem => "post-mortem",
        ObligationKind.Remediation => "remediation plan",
        ObligationKind.Review => "architecture review",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>How it stands with what is owed.</summary>
    public static string State(Obligation owed, DateTimeOffset now) => owed switch
    {
        { DoneAt: { } done } => done > owed.DueAt ? "done late" : "done",
        _ => owed.IsOverdueAt(now) ? "overdue" : "owed",
    };

    private static string[] Row(Obligation owed, ComplianceReport report, ReportText text) =>
    [
        owed.Objective is null ? Name(owed.Kind) : $"{Name(owed.Kind)} for {owed.Objective}",
        owed.Because,
        text.Time(owed.OpenedAt),
        text.Time(owed.DueAt),
        owed.DoneAt is { } done ? $"{State(owed, report.MadeAt)}, {text.Time(done)}" : State(owed, report.MadeAt),
        owed.DoneBy ?? ReportText.Nothing,
        owed.Note ?? ReportText.Nothing,
    ];
}
