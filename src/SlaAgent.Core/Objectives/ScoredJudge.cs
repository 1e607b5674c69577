using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>From the scores of runs to a verdict.</summary>
internal sealed partial class ScoredJudge
{
    private const int SilentCadences = 2;

    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostMargin = TimeSpan.FromMinutes(5);

    private readonly Indicator.Accuracy _accuracy;
    private readonly string _key;
    private readonly TimeSpan _silence;
    private readonly Instant _created;
    private bool _isChanged = true;
    private Instant _recheckAt;
    private string? _waivedBecause;
    private DateTimeOffset? _unknownSince;
    private (ObjectiveStatusKind Status, DateTimeOffset Since)? _before;

    public ScoredJudge(ServiceLevelAgreement agreement, Objective objective, EventSource source, RunHistory runs, Instant created)
    {
        (Agreement, Objective, Source, Runs, _created) = (agreement, objective, source, runs, created);
        _accuracy = (Indicator.Accuracy)objective.Indicator;
        _key = EvaluationRun.KeyOf(agreement, objective);

        // Runs take their time, now a little more and now a little less.
        var margin = TimeSpan.FromTicks(Math.Min(source.Interval.Ticks / 10, MostMargin.Ticks));
        _silence = (source.Interval * SilentCadences) + margin;
        Verdict = new RunVerdict(_accuracy);
        JudgeAgain();
    }

    public ServiceLevelAgreement Agreement { get; }

    public Objective Objective { get; }

    public EventSource Source { get; }

    public RunHistory Runs { get; }

    /// <summary>The periods in which runs are counted; null for a window that moves.</summary>
    public PeriodTimeline? Periods { get; set; }

    /// <summary>What the runs come to.</summary>
    public RunVerdict Verdict { get; private set; }

    /// <summary>Counts runs that said something, and judgements of all of them anew: what may move an incident.</summary>
    public long Version { get; private set; }

    /// <summary>The status as last evaluated; null before the first evaluation.</summary>
    public ObjectiveStatus? Status { get; private set; }

    /// <summary>Whether no run counted for two cadences, in time that counts.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>Whether a run has counted within two cadences.</summary>
    public bool IsHeard { get; private set; }

    /// <summary>The true start of the silence: when the first run was meant to start that should have said something.</summary>
    public Instant SilentFrom { get; private set; }

    /// <summary>Good runs since this process began.</summary>
    private long TotalGood { get; set; }

    /// <summary>Runs that counted since this process began.</summary>
    private long TotalEvents { get; set; }

    /// <summary>The same runs under another agreement or goal.</summary>
    public ScoredJudge With(ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        var next = new ScoredJudge(agreement, objective, source, Runs, _created)
        {
            TotalGood = TotalGood, TotalEvents = TotalEvents, Version = Version + 1, _unknownSince = _unknownSince,
            _before = Status is { } known ? (known.Status, known.Since) : _before,
        };
        if (Verdict.BreachedFrom is { } start)
        {
            next.Verdict.Continue(start);
        }

        return next;
    }

    public void Observe(EvaluationRun run)
    {
        if (run.Question != Runs.Question)
        {
            return;
        }

        var reading = RunReading.Of(run, Objective, _key);
        if (reading.Counts)
        {
            TotalEvents++;
            TotalGood += reading.Finding == RunFinding.Missed ? 0 : 1;
        }

        if (!Runs.IsLast(run))
        {
            JudgeAgain();
            return;
        }

        Verdict.Add(run, reading);
        Version += reading.Finding is RunFinding.Void or RunFinding.Waived ? 0 : 1;
        _isChanged = true;
    }

    /// <summary>Judges all runs that are known; a breach of which the runs are not known any more goes on.</summary>
    public void JudgeAgain()
    {
        var before = Verdict.BreachedFrom;
        Verdict = new RunVerdict(_accuracy);
        foreach (var run in Runs.Runs)
        {
            if (run.Question == Runs.Question)
            {
                Verdict.Add(run, RunReading.Of(run, Objective, _key));
            }
        }

        if (before is { } start)
        {
            Verdict.Continue(start);
        }

        Version++;
        _isChanged = true;
    }

    /// <summary>Goes on with a breach from before a restart.</summary>
    public void ContinueBreach(Instant start)
    {
        Verdict.Continue(start);
        _isChanged = true;
    }

    /// <summary>Knows the verdict from before a restart.</summary>
    public void Remember(ObjectiveStatusKind status, DateTimeOffset since)
    {
        _before = (status, since);
        _unknownSince = status == ObjectiveStatusKind.Unknown ? since : null;
    }

    public void MarkChanged() => _isChanged = true;

    /// <summary>Judges. Nothing is computed where nothing can have changed.</summary>
    /// <param name="clock">The present reading.</param>
    /// <param name="waivedBecause">Why the present time does not count; null where it does.</param>
    /// <param name="remark">What there is to say of an exclusion that does not hold; null for nothing.</param>
    public void Evaluate(in ClockReading clock, string? waivedBecause, string? remark)
    {
        if (Status is not null && !_isChanged && clock.Now < _recheckAt && ReferenceEquals(waivedBecause, _waivedBecause))
        {
            return;
        }

        _waivedBecause = waivedBecause;
        Listen(clock);
        var (kind, reason) = Judge(clock.Now);
        Status = Write(clock, kind, reason);
        Status = remark is null ? Status : Status with { Note = remark };
        _isChanged = false;
    }

    private void Listen(in ClockReading clock)
    {
        var began = Verdict.FirstAt ?? (_unknownSince is { } since ? Instant.Min(clock.FromWall(since), _created) : _created);
        var heard = Verdict.HeardTo ?? began;
        IsSilent = clock.Now - heard > _silence;
        IsHeard = Verdict.Counted is { Result: var counted } && clock.Now - (counted.ScheduledAt + counted.Duration) <= _silence;
        SilentFrom = Verdict.SilentFrom ?? (Verdict.Last is not { } last ? began : Instant.Min(last.Result.ScheduledAt + Source.Interval, clock.Now));
        var silentAt = heard + _silence + TimeSpan.FromTicks(1);
        _recheckAt = silentAt > clock.Now ? Instant.Min(clock.Now + Recheck, silentAt) : clock.Now + Recheck;
    }

    private (ObjectiveStatusKind Kind, string Reason) Judge(Instant now)
    {
        if (Verdict.IsBreached)
        {
            return (ObjectiveStatusKind.Breached, Verdict.Misses > 1 ? string.Create(CultureInfo.InvariantCulture, $"missed in {Verdict.Misses} runs in a row") : "no run has met the goal since it was missed");
        }

        if (_waivedBecause is not null)
        {
            return (ObjectiveStatusKind.Excluded, _waivedBecause);
        }

        if (!IsSilent && Verdict.Risk is { } risk)
        {
            return (ObjectiveStatusKind.AtRisk, risk);
        }

        return Unknown(now) is { } reason ? (ObjectiveStatusKind.Unknown, reason)
            : (ObjectiveStatusKind.Ok, Verdict.CountedReading.Finding == RunFinding.Proven ? "proven" : "met, not proven");
    }

    private string? Unknown(Instant now)
    {
        if (Verdict.Said.Finding == RunFinding.Silent)
        {
            return Verdict.Said.Silence;
        }

        return Verdict.Counted is not { } counted ? "no run has counted yet"
            : IsSilent ? $"no run has counted for {Words.Span(TimeSpan.FromMinutes(Math.Floor((now - counted.Result.ScheduledAt).TotalMinutes)))}"
            : null;
    }
}
