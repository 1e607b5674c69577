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
            return Overlaps(record, choice) && ReportBuilder.Build(request) is { } report
                ? (report, choice.Zone)
                : throw new ReportFailure(ReportFailureKind.Absent, $"nothing is on the record of '{query.Agreement}' for {choice.Period.Name}; the record goes from {Day(record.Begin)} to {Day(record.End)}, so ask for a period within that");
        }
        catch (RecordUnreadableException error)
        {
            throw new ReportFailure(ReportFailureKind.CouldNot, error.Message);
        }
    }

    /// <summary>An hour comes on the record after it is over: what was counted in the last one before the agent stopped comes with its next start.</summary>
    private static bool Overlaps(ReportRecord record, PeriodChoice choice) => record.Begin < choice.Period.To && (record.End >= choice.Period.From || record.HasOpenHours);

    private static string Day(DateTimeOffset? at) => at is { } known ? ReportText.Date(DateOnly.FromDateTime(known.UtcDateTime)) : ReportText.Nothing;
}
