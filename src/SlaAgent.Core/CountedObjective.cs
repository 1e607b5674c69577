using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

/// <summary>An objective that is judged by counts of good and bad events in windows.</summary>
internal sealed class CountedObjective : ObjectiveEntry
{
    /// <summary>From now on, longer than any window: records of any time are awaited.</summary>
    public static readonly TimeSpan AnyTime = TimeSpan.FromDays(3650);

    private readonly ObjectiveJudge _judge;
    private readonly ObjectiveAlerts _alerts;

    public CountedObjective(ServiceEntry service, ObjectiveState state, IncidentBook book)
        : this(service, state, new ObjectiveJudge(state), new ObjectiveAlerts(book))
    {
    }

    private CountedObjective(ServiceEntry service, ObjectiveState state, ObjectiveJudge judge, ObjectiveAlerts alerts)
        : base(service, state.Agreement, state.Objective, state.Source, state.Excluded)
    {
        State = state;
        _judge = judge;
        _alerts = alerts;
    }

    public ObjectiveState State { get; }

    public override string Series => State.Series;

    public override ObjectiveStatus? Status => _judge.Status;

    /// <summary>Records that end by this moment are awaited from the store; null where none are.</summary>
    public Instant? RestoreBefore { get; set; }

    public override void Evaluate(AgentSettings agent, JudgeContext context, in ClockReading clock)
    {
        var waivedBecause = WaivedBecause;
        var isFrozen = Service.Tracker.Drain.IsActive;
        State.Advance(clock, isFrozen);
        _judge.Evaluate(clock, waivedBecause, isFrozen);
        _alerts.Evaluate(State, _judge, agent, context, clock, waivedBecause is not null);
    }

    /// <summary>What was restored is no news that could tip anything.</summary>
    public void Resume()
    {
        RestoreBefore = null;
        _alerts.Resume(State);
    }

    public override ObjectiveEntry With(ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source, PeriodTimeline? periods, in ClockReading clock)
    {
        var state = State.With(agreement, objective, source, periods);
        var judge = new ObjectiveJudge(state) { IsBreached = _judge.IsBreached };
        if (_judge.Status is { } known)
        {
            judge.Remember(known.Status, known.Since);
        }

        return new CountedObjective(service, state, judge, _alerts)
        {
            RestoreBefore = RestoreBefore ?? (state.AwaitsAll ? clock.Now + AnyTime : agreement.Window > Agreement.Window ? State.HeldFrom : null),
        };
    }

    public override void Remember(ObjectiveStatusKind status, DateTimeOffset since) => _judge.Remember(status, since);

    public override bool Adopt(Incident incident, in ClockReading clock)
    {
        if (!_alerts.Adopt(incident, clock.Now))
        {
            return false;
        }

        if (State.IsPeriod && incident.AlertName == AlertLabels.Breached && clock.FromWall(incident.StartedAt) < State.Total.Start)
        {
            _alerts.EndPeriod(clock.ToWall(State.Total.Start));
        }

        _judge.IsBreached = _alerts.IsBreachOpen;
        return true;
    }

    public override void AdoptEnd(Incident incident) => _alerts.AdoptEnd(incident);

    public override TimeSpan ClosingLag => State.ClosingLag;

    public override bool HasMeasured => State.HasMeasured;

    public override bool HoldsAny(int period) => State.HoldsAny(period);

    public override ClosedObjective Closed() => _judge.Close();

    public override void EndPeriod(int periods, DateTimeOffset end)
    {
        State.Leave(periods);
        _judge.IsBreached = false;
        _alerts.EndPeriod(end);
    }

    public override void Close(DateTimeOffset at, string why) => _alerts.Close(at, why);

    public override void MarkChanged() => State.IsChanged = true;

    public override void DrainInto(List<SlotRecord> records) => State.DrainInto(records);
}
