using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>What the agreement came to, at a glance, and what the reader has to know.</summary>
internal static class SummarySection
{
    public static ReportSection Of(ComplianceReport report)
    {
        List<ReportBlock> blocks = [new ReportBlock.Tiles([Overall(report), .. report.Objectives.Select(objective => Tile(report, objective))])];
        if (report.Notes.Count > 0)
        {
            blocks.Add(new ReportBlock.Bullets([.. report.Notes]));
        }

        return new("Summary", blocks);
    }

    /// <summary>How an objective is called: with the time of its terms, where these changed.</summary>
    public static string Name(ObjectiveReport objective) =>
        objective.IsPart ? string.Create(CultureInfo.InvariantCulture, $"{objective.Terms.Name} ({objective.From.UtcDateTime:MM-dd HH:mm} to {objective.To.UtcDateTime:MM-dd HH:mm'Z'})") : objective.Terms.Name;

    private static ReportTile Overall(ComplianceReport report)
    {
        var breached = report.Objectives.Count(objective => objective.Verdict == PeriodVerdict.Breached);
        var unsaid = report.Objectives.Count(objective => objective.Verdict == PeriodVerdict.NotJudged);
        var detail = breached > 0 ? $"{breached} of {report.Objectives.Count} objectives" : unsaid > 0 ? $"{unsaid} of {report.Objectives.Count} objectives not judged" : ReportText.Count(report.Objectives.Count, "objective", "objectives");
        return new(report.Terms.Name, ReportText.Verdict(report.Verdict, report.IsOver), detail, ReportText.Tone(report.Verdict));
    }

    private static ReportTile Tile(ComplianceReport report, ObjectiveReport objective)
    {
        var value = ReportText.Measured(ObjectiveOutcome.Of(objective));
        var promise = objective.Terms.Goal is null ? "of " + ReportText.Target(objective.Terms.Target) : ReportText.Promised(objective.Terms);
        return new(Name(objective), value, $"{promise}: {ReportText.Verdict(objective.Verdict, report.IsOver)}", ReportText.Tone(objective.Verdict));
    }
}
