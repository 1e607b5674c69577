using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// The alerts of one objective on accuracy. What is not known neither opens nor closes one: void runs, runs without a score and time that does not count change
/// nothing but what is said of missing measurements.
/// </summary>
internal sealed class ScoredAlerts(IncidentBook book)
{
    private readonly Alert _breached = new(book);
    private readonly Alert _risk = new(book);
    private readonly Alert _missing = new(book);
    private long _seen;

    /// <summary>Continues an incident from before a restart; false where it is none of these.</summary>
    public bool Adopt(Incident incident, Instant now)
    {
        var alert = Of(incident);
        alert?.Adopt(incident, now);
        return alert is not null;
    }

    /// <summary>Knows of an incident that ended before a restart: the next one does not begin before it ended.</summary>
    public void AdoptEnd(Incident incident) => Of(incident)?.AdoptEnd(incident.EndedAt!.Value);

    /// <summary>Moves them by what was judged, in time that counts.</summary>
    public void Evaluate(ScoredJudge judge, AgentSettings agent, JudgeContext context, in ClockReading clock)
    {
        var scene = new Scene(judge, agent, context, clock);
        if (judge.Version != _seen)
        {
            _seen = judge.Version;
            EvaluateBreach(scene);
            EvaluateRisk(scene);
        }

        EvaluateMissing(scene);
        Renew(_breached, AlertLabels.Breached, scene);
        Renew(_risk, AlertLabels.AtRisk, scene);
        Renew(_missing, AlertLabels.Missing, scene);
    }

    /// <summary>Ends what is open, because the objective is gone or is another one now.</summary>
    public void Close(DateTimeOffset at, string why)
    {
        _breached.Close(at, why);
        _risk.Close(at, why);
        _missing.Close(at, why);
    }

    private Alert? Of(Incident incident) => incident.AlertName switch
    {
        AlertLabels.Breached => _breached,
        AlertLabels.AtRisk => _risk,
        AlertLabels.Missing => _missing,
        _ => null,
    };

    private void EvaluateBreach(in Scene scene)
    {
        var verdict = scene.Judge.Verdict;
        if (!verdict.IsBreached)
        {
            _breached.Close(scene.Clock.Wall);
        }
        else if (!_breached.IsOpen)
        {
            Open(_breached, AlertLabels.Breached, AlertSeverity.Page, verdict.BreachedFrom!.Value, scene);
        }
    }

    private void EvaluateRisk(in Scene scene)
    {
        var verdict = scene.Judge.Verdict;
        if (verdict.IsBreached)
        {
            _risk.Close(scene.Clock.Wall, "it has become a breach");
        }
        else if (verdict.RiskFrom is { } start && !_risk.IsOpen)
        {
            Open(_risk, AlertLabels.AtRisk, AlertSeverity.Ticket, start, scene);
        }
        else if (verdict.Risk is null && verdict.Said.Counts)
        {
            _risk.Close(scene.Clock.Wall);
        }
    }

    private void EvaluateMissing(in Scene scene)
    {
        var judge = scene.Judge;
        if (judge.IsSilent && !_missing.IsOpen)
        {
            Open(_missing, AlertLabels.Missing, AlertSeverity.Ticket, judge.SilentFrom, scene);
        }
        else if (judge.IsHeard)
        {
            _missing.Close(scene.Clock.Wall);
        }
    }

    private static void Renew(Alert alert, string name, in Scene scene)
    {
        if (alert.IsRenewalDue(scene.Clock.Now))
        {
            alert.Renew(AccuracyText.Of(name, scene.Judge), scene.Clock);
        }
    }

    private static void Open(Alert alert, string name, AlertSeverity severity, Instant start, in Scene scene)
    {
        var agreement = scene.Judge.Agreement;
        var startedAt = scene.Clock.ToWall(start);
        alert.Open(
            AlertLabels.OfObjective(name, severity, agreement, scene.Judge.Objective.Name, scene.Agent, scene.Context),
            AccuracyText.Of(name, scene.Judge),
            severity,
            alert.LastEnd is { } last && last > startedAt ? last : startedAt,
            severity == AlertSeverity.Page ? agreement.Alerting.PageReceivers : agreement.Alerting.TicketReceivers,
            scene.Clock,
            name == AlertLabels.Breached ? IncidentOrigin.From(scene.Clock.ToWall(start), "the first of the runs that missed the goal was due", agreement.Consequences?.Priority) : default);
    }

    private readonly record struct Scene(ScoredJudge Judge, AgentSettings Agent, JudgeContext Context, ClockReading Clock);
}
