using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Reports;

/// <summary>Reckons what runs of an evaluation came to in one stretch of a period.</summary>
internal static class AccuracyReckoning
{
    /// <summary>Reckons a stretch. Whether a score under the goal is a breach was judged by the agreement's rule when it was measured, and is on the record.</summary>
    public static ObjectiveReport Of(EvidenceIndex index, AgreementTerms agreement, IEnumerable<Incident> breaches, ObjectiveStretch stretch, DateTimeOffset now)
    {
        var terms = stretch.Terms;
        EquatableArray<AccuracyRun> runs =
        [
            .. index.Runs
                .Where(run => run.Service == agreement.Service && run.Probe == terms.Evaluation && run.At >= stretch.From && run.At < stretch.To && run.At <= now)
                .OrderBy(run => run.At).Select(run => Run(run, agreement.Name, terms)),
        ];
        var (verdict, because) = Judge(runs, breaches.Any(incident => incident.Objective == terms.Name && Overlaps(incident, stretch)));
        var (judged, met) = (runs.Count(run => run.IsMet is not null), runs.Count(run => run.IsMet == true));
        return new()
        {
            Terms = terms,
            From = stretch.From,
            To = stretch.To,
            Figures = new() { Good = met, Events = judged, Covered = TimeSpan.Zero, Waived = TimeSpan.Zero },
            Verdict = verdict,
            Because = because,
            Runs = runs,
        };
    }

    private static (PeriodVerdict Verdict, string Because) Judge(EquatableArray<AccuracyRun> runs, bool isBreached)
    {
        var (judged, below) = (runs.Count(run => run.IsMet is not null), runs.Count(run => run.IsMet == false));
        if (isBreached)
        {
            return (PeriodVerdict.Breached, "a breach is on the record");
        }

        return judged == 0
            ? (PeriodVerdict.NotJudged, runs.Count == 0 ? "no run was made" : "no run counts")
            : (PeriodVerdict.Met, below == 0
                ? string.Create(CultureInfo.InvariantCulture, $"the score was at the goal or better in each of {judged} runs")
                : string.Create(CultureInfo.InvariantCulture, $"no breach was proven; the score missed the goal in {below} of {judged} runs"));
    }

    private static AccuracyRun Run(EvaluationFact run, string agreement, ObjectiveTerms terms)
    {
        var why = run.Void ?? (run.Excluded.Contains($"{agreement}/{terms.Name}") ? "its time does not count" : null);
        var score = run.Scores.FirstOrDefault(score => score.Metric == terms.Metric);
        return new()
        {
            At = run.At,
            Value = score?.Value,
            Lower = score?.Lower,
            Upper = score?.Upper,
            Scored = run.Scored,
            DataSetHash = run.DataSetHash,
            ModelVersion = run.ModelVersion,
            Void = why ?? (score?.Value is null ? "the score is not defined" : null),
            IsMet = why is null && score?.Value is { } value && terms.Goal is { } goal ? (terms.IsAtMost ? value <= (double)goal : value >= (double)goal) : null,
        };
    }

    private static bool Overlaps(Incident incident, ObjectiveStretch stretch) => incident.StartedAt < stretch.To && (incident.EndedAt is not { } ended || ended > stretch.From);
}
