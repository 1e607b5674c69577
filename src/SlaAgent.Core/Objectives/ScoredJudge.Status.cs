using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ScoredJudge
{
    private ObjectiveStatus Write(in ClockReading clock, ObjectiveStatusKind kind, string reason)
    {
        var runs = RunCoverage.Of(Runs, Objective, _key, Source, Frame(clock.Now), clock.Now);
        var accuracy = Write(clock);
        return new ObjectiveStatus
        {
            Name = Objective.Name,
            Indicator = IndicatorNames.Of(_accuracy),
            Source = Source is EventSource.LabelledLater ? EventSource.FeedbackName : "probe",
            Probe = _accuracy.Probe,
            Status = kind,
            Reason = Status is { } before && before.Reason == reason ? before.Reason : reason,
            Since = SinceOf(kind, clock.Wall),
            Good = runs.Good,
            Events = runs.Events,
            Compliance = runs.Events == 0 ? null : (double)runs.Good / runs.Events,
            Target = null,
            ErrorBudgetRemaining = null,
            TimeToExhaustion = null,
            BurnRates = [],
            Coverage = runs.Coverage,
            MinimumSamples = Objective.MinimumSamples,
            Lower = accuracy.Lower,
            Upper = accuracy.Upper,
            Note = accuracy.Silence is { } silence ? $"the last run says nothing: {silence}" : null,
            CommonestFailure = Verdict.Last?.Result.CommonestFailure,
            Accuracy = accuracy,
            TotalGood = TotalGood,
            TotalEvents = TotalEvents,
        };
    }

    /// <summary>The window that ends now, or the period that is judged.</summary>
    private (Instant From, Instant To) Frame(Instant now) => Periods is { } periods ? (periods.From, periods.To) : (now - Agreement.Window, new Instant(long.MaxValue));

    private AccuracyStatus Write(in ClockReading clock)
    {
        var (run, score) = (Verdict.Counted?.Result, Verdict.CountedReading.Score);
        var isProven = Verdict.CountedReading.Finding == RunFinding.Proven;
        return new AccuracyStatus
        {
            Metric = _accuracy.Metric,
            Goal = _accuracy.Goal,
            IsAtMost = _accuracy.IsAtMost,
            Confidence = _accuracy.Confidence,
            Decision = _accuracy.Decision,
            Score = score?.Value,
            Lower = score?.Lower,
            Upper = score?.Upper,
            Method = score?.Method,
            IsProven = isProven,
            NeededExamples = run is null || isProven ? null : ExamplesNeeded.ToProve(score!, run.Scored, _accuracy.Goal, _accuracy.IsAtMost),
            Misses = Verdict.Misses,
            Confirm = _accuracy.Confirm,
            RunAt = run is null ? null : clock.ToWall(run.ScheduledAt),
            Examples = run?.Examples,
            Scored = run?.Scored,
            Failed = run?.Failed,
            Unknown = run?.Unknown,
            DataSetHash = run?.DataSetHash is { Length: > 0 } hash ? hash : null,
            ModelVersion = run?.ModelVersion,
            SeriesFrom = run?.SeriesFrom,
            Comparison = Verdict.Comparison,
            Drift = Verdict.Drift,
            Silence = Verdict.LastReading.Silence,
        };
    }

    private DateTimeOffset SinceOf(ObjectiveStatusKind kind, DateTimeOffset now)
    {
        if (Status is { } known)
        {
            return known.Status == kind ? known.Since : now;
        }

        // Never later than now, where the wall clock was set back meanwhile.
        return _before is { } before && before.Status == kind && before.Since < now ? before.Since : now;
    }
}
