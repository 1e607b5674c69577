using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// The alerts of one objective. What is not known neither opens nor closes one: a verdict moves an incident only on new events, in time that counts, and
/// with the windows it rests on covered.
/// </summary>
internal sealed class ObjectiveAlerts(IncidentBook book)
{
    private const int FewestIntervals = 20;
    private const int SteadyIntervals = 3;

    private readonly Alert _page = new(book);
    private readonly Alert _ticket = new(book);
    private readonly Alert _breached = new(book);
    private readonly Alert _missing = new(book);
    private long _seenEvents;
    private Instant? _seenBadAt;
    private Instant? _coveredSince;

    /// <summary>Whether a breach from before a restart is still open.</summary>
    public bool IsBreachOpen => _breached.IsOpen;

    /// <summary>Continues an incident from before a restart; false where it is none of these.</summary>
    public bool Adopt(Incident incident, Instant now)
    {
        var alert = Of(incident);
        alert?.Adopt(incident, now);
        return alert is not null;
    }

    /// <summary>Knows of an incident that ended before a restart: the next one does not begin before it ended.</summary>
    public void AdoptEnd(Incident incident) => Of(incident)?.AdoptEnd(incident.EndedAt!.Value);

    /// <summary>Takes what was restored as seen: it is no news that could tip anything.</summary>
    public void Resume(ObjectiveState state) => _seenBadAt = state.LastBadAt;

    public void Evaluate(ObjectiveState state, ObjectiveJudge judge, AgentSettings agent, JudgeContext context, in ClockReading clock, bool isWaived)
    {
        if (isWaived || state.Agreement.Scope == AgreementScope.Fleet)
        {
            return;
        }

        var scene = new Scene(state, judge.Status!, agent, context, clock);
        if (state.TotalEvents != _seenEvents || state.AdjustedBecause is not null)
        {
            _seenEvents = state.TotalEvents;
            EvaluateBurn(_page, AlertSeverity.Page, scene, judge.Horizon);
            EvaluateBurn(_ticket, AlertSeverity.Ticket, scene, judge.Horizon);
            EvaluateBreach(scene, judge);
        }

        EvaluateMissing(scene, judge.Horizon);
        IncidentDepth.Measure([_page, _ticket, _breached], state, judge.Status!, clock);
        Renew(_page, AlertLabels.Burn, scene, judge.Horizon);
        Renew(_ticket, AlertLabels.Burn, scene, judge.Horizon);
        Renew(_breached, AlertLabels.Breached, scene, judge.Horizon);
        Renew(_missing, AlertLabels.Missing, scene, judge.Horizon);
    }

    /// <summary>Ends what is open, because the objective is gone or is another one now.</summary>
    public void Close(DateTimeOffset at, string why)
    {
        _page.Close(at, why);
        _ticket.Close(at, why);
        _breached.Close(at, why);
        _missing.Close(at, why);
    }

    /// <summary>Ends a breach with its period: the next one has a budget of its own.</summary>
    public void EndPeriod(DateTimeOffset at) => _breached.Close(at, "the period has ended");

    private Alert? Of(Incident incident) => incident.AlertName switch
    {
        AlertLabels.Burn => incident.Severity == AlertSeverity.Page ? _page : _ticket,
        AlertLabels.Breached => _breached,
        AlertLabels.Missing => _missing,
        _ => null,
    };

    private static void EvaluateBurn(Alert alert, AlertSeverity severity, in Scene scene, Instant horizon)
    {
        Instant? start = null;
        var isKnown = true;
        var isOver = true;
        foreach (var row in scene.State.Rows)
        {
            if (row.Status.Rule.Severity != severity)
            {
                continue;
            }

            if (row.Status.Firing)
            {
                var run = row.RunStart ?? row.Short.Start;
                start = start is { } earliest ? Instant.Min(earliest, run) : run;
            }
            else
            {
                // Few more good events do not make chance of what was significant: an alert that comes and goes tells nobody anything.
                isOver &= !row.IsBurning;
                isKnown &= row.Short.Sum.Events > 0 && Coverage.Of(scene.State, row.Short, horizon).IsEnough;
            }
        }

        if (start is { } begun && !alert.IsOpen)
        {
            Open(alert, AlertLabels.Burn, severity, begun, scene, default);
        }
        else if (start is null && isKnown && isOver)
        {
            alert.Close(scene.Clock.Wall);
        }
    }

    private void EvaluateBreach(in Scene scene, ObjectiveJudge judge)
    {
        if (judge.IsBreached && !_breached.IsOpen)
        {
            // A bad event since the last look tipped it; where there was none, a good one completed the samples it takes.
            var bad = scene.State.LastBadAt;
            var tipped = (bad == _seenBadAt ? scene.State.LastEventAt : bad) ?? scene.Clock.Now;
            Open(_breached, AlertLabels.Breached, AlertSeverity.Page, tipped, scene, default);
        }
        else if (!judge.IsBreached && judge.IsJudged && (!judge.IsSilent || scene.State.AdjustedBecause is not null))
        {
            _breached.Close(scene.Clock.Wall, scene.State.AdjustedBecause);
        }

        scene.State.AdjustedBecause = null;
        _seenBadAt = scene.State.LastBadAt;
    }

    private void EvaluateMissing(in Scene scene, Instant horizon)
    {
        var (state, now) = (scene.State, scene.Clock.Now);
        var coverage = Coverage.Of(state, state.Recent, horizon);
        if (state.Began is not { } began || coverage.Countable < (state.Source.Interval * FewestIntervals).Ticks)
        {
            return;
        }

        if (!coverage.IsEnough)
        {
            _coveredSince = null;
            if (!_missing.IsOpen)
            {
                var gap = state.MeasuredEnd ?? began;
                var start = horizon - gap >= state.Source.Interval * SteadyIntervals ? gap : now;
                Open(_missing, AlertLabels.Missing, AlertSeverity.Ticket, start, scene, coverage);
            }
        }
        else if (_missing.IsOpen)
        {
            _coveredSince ??= now;
            if (now - _coveredSince >= state.Source.Interval * SteadyIntervals)
            {
                _missing.Close(scene.Clock.Wall);
            }
        }
    }

    private static void Renew(Alert alert, string name, in Scene scene, Instant horizon)
    {
        if (alert.IsRenewalDue(scene.Clock.Now))
        {
            var recent = Coverage.Of(scene.State, scene.State.Recent, horizon);
            alert.Renew(ObjectiveText.Of(name, alert.Current!.Severity, scene.State, scene.Status, recent, scene.Clock.Wall), scene.Clock);
        }
    }

    private static void Open(Alert alert, string name, AlertSeverity severity, Instant start, in Scene scene, in Coverage recent)
    {
        var agreement = scene.State.Agreement;
        alert.Open(
            AlertLabels.OfObjective(name, severity, agreement, scene.State.Objective.Name, scene.Agent, scene.Context),
            ObjectiveText.Of(name, severity, scene.State, scene.Status, recent, scene.Clock.Wall),
            severity,
            alert.LastEnd is { } last && last > scene.Clock.ToWall(start) ? last : scene.Clock.ToWall(start),
            severity == AlertSeverity.Page ? agreement.Alerting.PageReceivers : agreement.Alerting.TicketReceivers,
            scene.Clock,
            IncidentDepth.Origin(name, scene.State, start, scene.Clock));
    }

    private readonly record struct Scene(ObjectiveState State, ObjectiveStatus Status, AgentSettings Agent, JudgeContext Context, ClockReading Clock);
}
