using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Reports;

/// <summary>
/// Where the counts of a record end. A record that was exported holds closed hours only, while a breach is on it at once: figures that know nothing of it yet must not say that the promise was kept.
/// </summary>
internal static class RecordEnd
{
    /// <summary>Until when the objectives of an agreement were counted; null where none of them was.</summary>
    public static DateTimeOffset? CountedTo(EvidenceIndex index, AgreementTerms terms) => terms.Objectives.Max(objective => CountedTo(index, objective));

    /// <summary>The objective, not judged where it would be met while a breach of it is on the record and the hours of that breach are not.</summary>
    /// <param name="report">What was counted came to this.</param>
    /// <param name="index">The record.</param>
    /// <param name="agreement">Name of the agreement.</param>
    /// <param name="now">When the report is made.</param>
    public static ObjectiveReport Judge(ObjectiveReport report, EvidenceIndex index, string agreement, DateTimeOffset now)
    {
        if (report.Verdict != PeriodVerdict.Met || CountedTo(index, report.Terms) is not { } counted || counted >= (now < report.To ? now : report.To))
        {
            return report;
        }

        var breach = index.Incidents
            .Where(incident => IncidentReckoning.IsBreach(incident, agreement) && incident.Objective == report.Terms.Name && incident.StartedAt < report.To)
            .FirstOrDefault(incident => incident.IsOpen || (incident.OpenedAt ?? incident.StartedAt) >= counted);
        return breach is null ? report : report with
        {
            Verdict = PeriodVerdict.NotJudged,
            Because = $"a breach since {Words.Time(breach.StartedAt)} is on the record, and what was counted after {Words.Time(counted)} is not",
        };
    }

    private static DateTimeOffset? CountedTo(EvidenceIndex index, ObjectiveTerms terms) =>
        index.HoursOf(terms.Series ?? "").Select(hour => (DateTimeOffset?)hour.From.AddHours(1)).LastOrDefault();
}
