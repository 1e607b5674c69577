using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Reports;

/// <summary>What the reader of a report has to know beside its figures.</summary>
internal static class ReportNotes
{
    /// <summary>The notes on a report, one sentence each.</summary>
    public static IReadOnlyList<string> Of(ReportRequest request, EvidenceIndex index, AgreementTerms terms, EquatableArray<ObjectiveReport> objectives)
    {
        var (period, notes) = (request.Period, new List<string>());
        if (request.Now < period.To)
        {
            notes.Add($"The period ends on {Words.Time(period.To)}: all figures are so far, and the budget is that of the whole period.");
        }

        if (terms.Calendar is { } unit && period.Unit != unit)
        {
            notes.Add($"The agreement is judged over calendar periods of one {unit.Name()}: what this report says of another length of time is not the agreement's verdict.");
        }

        if (!period.IsOfWholeHoursBefore(request.Now))
        {
            notes.Add("The period does not begin and end on a whole hour of UTC: what is on the record for an hour is reckoned to the period in which that hour begins.");
        }

        Record(request, index, terms, notes);
        foreach (var objective in objectives)
        {
            Objective(request, objective, notes);
        }

        return notes;
    }

    private static void Record(ReportRequest request, EvidenceIndex index, AgreementTerms terms, List<string> notes)
    {
        var period = request.Period;
        if (request.Record.Begin is { } begin && begin > period.From && begin < period.To)
        {
            notes.Add($"The record begins on {Words.Time(begin)}, within the period.");
        }

        foreach (var (_, pruned) in index.Prunings)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Entries before number {pruned.FirstKept} are not kept: {Words.Quote(pruned.Because)}."));
        }

        if (index.OpenHoursIn(period.From, period.To) is > 0 and var open)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{open} {(open == 1 ? "hour of the period is" : "hours of the period are")} not on the record yet; the counts so far are in the figures and can still change."));
        }

        if (RecordEnd.CountedTo(index, terms) is { } counted && counted < request.Now && counted < period.To)
        {
            notes.Add($"Nothing that was counted after {Words.Time(counted)} is on this record: an hour comes on it a quarter of an hour after it is over, and a record that was exported ends with the last.");
        }

        if (index.TermsOf(terms.Name)!.EndedIn(period.From, period.To) is { } ended)
        {
            notes.Add($"The agreement was judged until {Words.Time(ended)}.");
        }
    }

    private static void Objective(ReportRequest request, ObjectiveReport objective, List<string> notes)
    {
        var name = objective.Terms.Name;
        if (objective.IsPart && objective.From > request.Period.From)
        {
            notes.Add($"The terms of '{name}' changed on {Words.Time(objective.From)}: each set of terms has figures of its own.");
        }

        if (objective.OriginalVerdict is { } original && original != objective.Verdict)
        {
            notes.Add($"As first counted, '{name}' was {Name(original)}; with time excluded after the fact it is {Name(objective.Verdict)}.");
        }

        foreach (var at in objective.Reworded)
        {
            notes.Add($"The words of the method of '{name}' changed on {Words.Time(at)}, an exclusion, say; the last are shown.");
        }

        if (objective.Closed is { } closed && objective.Original is null && request.Now >= request.Period.To && Differ(closed, objective))
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"When the agent closed the period, it had counted {(decimal)closed.Good / Parts(objective):0.##} good of {(decimal)closed.Events / Parts(objective):0.##} for '{name}'; the hours on the record add up to {objective.Figures.Good:0.##} of {objective.Figures.Events:0.##}."));
        }
    }

    private static bool Differ(ClosedObjective closed, ObjectiveReport objective) =>
        objective.Terms.Goal is null && ((decimal)closed.Good / Parts(objective) != objective.Figures.Good || (decimal)closed.Events / Parts(objective) != objective.Figures.Events);

    private static long Parts(ObjectiveReport objective) => Math.Max(1, objective.Terms.PartsPerEvent);

    private static string Name(PeriodVerdict verdict) => verdict switch
    {
        PeriodVerdict.Met => "met",
        PeriodVerdict.Breached => "breached",
        _ => "not judged",
    };
}
