using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

/// <summary>An objective that is judged by the scores of runs.</summary>
internal sealed class ScoredObjective : ObjectiveEntry
{
    private readonly ScoredJudge _judge;
    private readonly ScoredAlerts _alerts;

    public ScoredObjective(
        ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source, RunHistory runs, IncidentBook book, in ClockReading clock)
        : this(service, agreement, objective, source, new ScoredJudge(agreement, objective, source, runs, clock.Now), new ScoredAlerts(book), new ExcludedTime())
    {
    }

    private ScoredObjective(ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source, ScoredJudge judge, ScoredAlerts alerts, ExcludedTime excluded)
        : base(service, agreement, objective, source, excluded)
    {
        Series = SeriesKey.Of(agreement.Service, agreement.Name, objective, source);
        _judge = judge;
        _alerts = alerts;
    }

    public override string Series { get; }

    public override ObjectiveStatus? Status => _judge.Status;

    /// <summary>The runs it is judged by.</summary>
    public RunHistory Runs => _judge.Runs;

    /// <summary>The periods in which runs are counted; null for a window that moves.</summary>
    public PeriodTimeline? Periods
    {
        init => _judge.Periods = value;
    }

    /// <summary>Judges by a run that has been added to <see cref="Runs"/>.</summary>
    public void Observe(EvaluationRun run) => _judge.Observe(run);

    /// <summary>Judges all runs that are known, after others than the latest were added.</summary>
    public void JudgeAgain() => _judge.JudgeAgain();

    public override void Evaluate(AgentSettings agent, JudgeContext context, in ClockReading clock)
    {
        var waivedBecause = WaivedBecause;
        _judge.Evaluate(clock, waivedBecause, Excluded.Remark);
        if (waivedBecause is null && Agreement.Scope != AgreementScope.Fleet)
        {
            _alerts.Evaluate(_judge, agent, context, clock);
        }
    }

    public override ObjectiveEntry With(ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source, PeriodTimeline? periods, in ClockReading clock) =>
        new ScoredObjective(service, agreement, objective, source, _judge.With(agreement, objective, source), _alerts, Excluded) { Periods = periods };

    public override void Remember(ObjectiveStatusKind status, DateTimeOffset since) => _judge.Remember(status, since);

    public override bool Adopt(Incident incident, in ClockReading clock)
    {
        if (!_alerts.Adopt(incident, clock.Now))
        {
            return false;
        }

        if (incident.AlertName == AlertLabels.Breached)
        {
            _judge.ContinueBreach(Instant.Min(clock.FromWall(incident.StartedAt), clock.Now));
        }

        return true;
    }

    public override void AdoptEnd(Incident incident) => _alerts.AdoptEnd(incident);

    public override bool HasMeasured => Status is { Events: > 0 };

    public override ClosedObjective Closed() =>
        new(Objective.Name, Status?.Good ?? 0, Status?.Events ?? 0, Status?.Coverage, (Status?.Status ?? ObjectiveStatusKind.Unknown).Name());

    public override void EndPeriod(int periods, DateTimeOffset end) => _judge.MarkChanged();

    public override void Close(DateTimeOffset at, string why) => _alerts.Close(at, why);

    public override void MarkChanged() => _judge.MarkChanged();
}
