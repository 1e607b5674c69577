using SlaAgent.Core.Reports;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Reports;

/// <summary>Makes a report from a record on disk.</summary>
internal static class ReportStudy
{
    /// <summary>The report, and the contract's zone.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="folderOrFile">The state folder of an agent, running or not, or an exported file.</param>
    /// <exception cref="ReportFailure">It cannot be made.</exception>
    public static (ComplianceReport Report, TimeZoneInfo Zone) Make(ReportQuery query, string folderOrFile)
    {
        try
        {
            var (request, record, choice) = ReportRecord.Read(query, folderOrFile);
            return ReportBuilder.Build(request) is { } report && HasAnything(report)
                ? (report, choice.Zone)
                : throw new ReportFailure($"nothing is on the record of '{query.Agreement}' for {choice.Period.Name}; the record goes from {Day(record.Begin)} to {Day(record.End)}, so ask for a period within that", isWrong: false);
        }
        catch (RecordUnreadableException error)
        {
            throw new ReportFailure(error.Message, isWrong: false);
        }
    }

    private static bool HasAnything(ComplianceReport report) =>
        report.Incidents.Count > 0 || report.Objectives.Any(objective => objective.Figures.Events > 0 || objective.Figures.Waived > TimeSpan.Zero || objective.Figures.Covered > TimeSpan.Zero || objective.Runs.Count > 0);

    private static string Day(DateTimeOffset? at) => at is { } known ? ReportText.Date(DateOnly.FromDateTime(known.UtcDateTime)) : ReportText.Nothing;
}
