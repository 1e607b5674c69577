using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>The alert of a service that is down. It is called differently where health says all is well; switching between the two keeps the start.</summary>
internal sealed class ServiceAlerts(IncidentBook book, ServiceTracker tracker)
{
    private readonly Alert _alert = new(book);

    /// <summary>Continues an incident from before a restart, and with it the state.</summary>
    public void Adopt(Incident incident, in ClockReading clock)
    {
        _alert.Adopt(incident, clock.Now);
        tracker.AdoptDown(clock.FromWall(incident.StartedAt), incident.StartedAt);
    }

    public void Evaluate(AgentSettings agent, JudgeContext context, in ClockReading clock)
    {
        foreach (var episode in tracker.TakeFinished())
        {
            if (!_alert.IsOpen)
            {
                Open(AlertLabels.Down, clock.ToWall(episode.Start), agent, context, clock);
            }

            _alert.Close(clock.ToWall(episode.End));
        }

        if (tracker.DownSince is not { } start || tracker.Drain.IsActive)
        {
            return;
        }

        var name = NameNow(clock.Now);
        if (_alert.Current is { } current && current.AlertName != name)
        {
            _alert.Close(clock.Wall, $"goes on as {name}");
            Open(name, current.StartedAt, agent, context, clock);
        }
        else if (!_alert.IsOpen)
        {
            Open(name, clock.ToWall(start), agent, context, clock);
        }
        else if (_alert.IsRenewalDue(clock.Now))
        {
            _alert.Renew(Annotations(name, _alert.Current!.StartedAt, clock), clock.Now);
        }
    }

    public void Close(DateTimeOffset at, string why) => _alert.Close(at, why);

    // Health that fell silent says nothing: only a failure of it turns a hung server into one that is down.
    private string NameNow(Instant now)
    {
        var wasHung = _alert.Current?.AlertName == AlertLabels.Hung;
        foreach (var probe in tracker.Probes)
        {
            if (probe.IsHealth && !tracker.IsDeciding(probe) && (probe.SucceededLately(now) || (wasHung && !probe.IsFailing)))
            {
                return AlertLabels.Hung;
            }
        }

        return AlertLabels.Down;
    }

    private void Open(string name, DateTimeOffset start, AgentSettings agent, JudgeContext context, in ClockReading clock) =>
        _alert.Open(AlertLabels.OfService(name, tracker.Service, agent, context), Annotations(name, start, clock), AlertSeverity.Page, start, null, clock);

    private LabelSet Annotations(string name, DateTimeOffset start, in ClockReading clock)
    {
        var service = tracker.Service.Name;
        var summary = name == AlertLabels.Hung ? $"{service} answers its health check, but not requests" : $"{service} is down";
        var deciders = tracker.Probes.Where(tracker.IsDeciding).ToList();
        var probes = string.Join(", ", deciders.Select(probe => $"{probe.Probe.Name} ({probe.DownRun} failures in a row)"));
        var error = deciders.Select(probe => probe.LastError).FirstOrDefault(text => text is not null);
        var lasts = clock.Wall - start;
        var description = $"No good answer since {Words.Time(start)} ({Words.Span(lasts < TimeSpan.Zero ? TimeSpan.Zero : lasts)} ago). Failing: {probes}."
            + (error is null ? "" : $" Last error: {error}.");
        return LabelSet.From([new("summary", summary), new("description", description)]);
    }
}
