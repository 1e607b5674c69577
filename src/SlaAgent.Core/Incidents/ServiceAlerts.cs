using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// The alert of a service that is down, by its probes or because its own metrics show a hung engine. It is called differently where health says all is
/// well, or where it answers with its metrics; switching between the two names keeps the start.
/// </summary>
internal sealed class ServiceAlerts(IncidentBook book, ServiceTracker tracker)
{
    /// <summary>The annotation that says what the alert rests on.</summary>
    private const string Evidence = "evidence";
    private const string ByProbes = "probes";
    private const string ByMetrics = "metrics";

    private readonly Alert _alert = new(book);

    // Whether the server's own metrics showed the present episode: the name then stays while only probes go on failing.
    private bool _sawHang;

    /// <summary>Continues an incident from before a restart, and with it the state.</summary>
    public void Adopt(Incident incident, in ClockReading clock)
    {
        _alert.Adopt(incident, clock.Now);
        var evidence = incident.Annotations.Find(Evidence) ?? ByProbes;
        if (evidence.Contains(ByMetrics, StringComparison.Ordinal))
        {
            _sawHang = true;
            tracker.AdoptHung(clock.FromWall(incident.StartedAt), incident.StartedAt);
        }

        if (evidence.Contains(ByProbes, StringComparison.Ordinal))
        {
            tracker.AdoptDown(clock.FromWall(incident.StartedAt), incident.StartedAt);
        }
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

        if (tracker.Drain.IsActive)
        {
            return;
        }

        if (tracker.IsSleeping || Start() is not { } start)
        {
            _alert.Close(clock.Wall, tracker.IsSleeping ? "the server was put to sleep" : "what showed it is not watched any more");
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
            _alert.Renew(Annotations(name, _alert.Current!.StartedAt, clock), clock);
        }
    }

    public void Close(DateTimeOffset at, string why) => _alert.Close(at, why);

    private Instant? Start() => (tracker.DownSince, tracker.Stall.HungSince) switch
    {
        ({ } down, { } hung) => Instant.Min(down, hung),
        ({ } down, null) => down,
        (null, var hung) => hung,
    };

    // Health that fell silent says nothing: only a failure of it turns a hung server into one that is down.
    private string NameNow(Instant now)
    {
        var wasHung = _alert.Current?.AlertName == AlertLabels.Hung;
        _sawHang = tracker.Stall.HungSince is not null || (_sawHang && wasHung);
        if (tracker.Stall.HungSince is not null || (_sawHang && !tracker.Probes.Any(probe => probe.IsHealth && probe.IsFailing)))
        {
            return AlertLabels.Hung;
        }

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
        _alert.Open(
            AlertLabels.OfService(name, tracker.Service, agent, context), Annotations(name, start, clock), AlertSeverity.Page, start, null, clock, IncidentOrigin.From(start, FirstBad()));

    private string FirstBad() => tracker.Stall.HungSince is not null ? $"first reading without a token made: {Load()}"
        : LastError() is { } error ? $"first failed probe of the episode; the last one before the alert: {error}" : "first failed probe of the episode";

    private string? LastError() => tracker.Probes.Where(tracker.IsDeciding).Select(probe => probe.LastError).FirstOrDefault(text => text is not null);

    private LabelSet Annotations(string name, DateTimeOffset start, in ClockReading clock)
    {
        var service = tracker.Service.Name;
        var lasts = clock.Wall - start;
        var since = $"since {Words.Time(start)} ({Words.Span(lasts < TimeSpan.Zero ? TimeSpan.Zero : lasts)} ago)";
        if (tracker.Stall.HungSince is not null)
        {
            return LabelSet.From(
            [
                new("summary", $"{service} has requests, but makes no tokens"),
                new("description", $"Seen in the server's own metrics: {Load()}, and no token made and no request ended {since}." + (tracker.DownSince is null ? "" : $" No good answer to probes either: {Failing()}.")),
                new(Evidence, tracker.DownSince is null ? ByMetrics : $"{ByMetrics}, {ByProbes}"),
            ]);
        }

        var summary = name == AlertLabels.Hung ? $"{service} answers its health check, but not requests" : $"{service} is down";
        var error = LastError();
        var description = $"No good answer {since}. Failing: {Failing()}." + (error is null ? "" : $" Last error: {error}.");
        return LabelSet.From([new("summary", summary), new("description", description), new(Evidence, ByProbes)]);
    }

    private string Failing() =>
        string.Join(", ", tracker.Probes.Where(tracker.IsDeciding).Select(probe => $"{probe.Probe.Name} ({probe.DownRun} failures in a row)"));

    private string Load() => (tracker.Stall.Running, tracker.Stall.Waiting) switch
    {
        ({ } running, { } waiting) => string.Create(CultureInfo.InvariantCulture, $"{running:0} requests running, {waiting:0} waiting"),
        ({ } running, null) => string.Create(CultureInfo.InvariantCulture, $"{running:0} requests running"),
        (null, { } waiting) => string.Create(CultureInfo.InvariantCulture, $"{waiting:0} requests waiting"),
        _ => "requests running or waiting",
    };
}
