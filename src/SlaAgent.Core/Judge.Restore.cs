using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>Takes up what was durable before this process began. To be called once, before the first result.</summary>
    /// <param name="records">Counts of any length of slot; those of one series and slot add up.</param>
    /// <param name="incidents">Incidents with and without an end. Open ones that nobody is responsible for any more are closed.</param>
    /// <param name="held">Results held in an unfinished draining, on this process's timeline; their ten minutes go on.</param>
    /// <param name="clock">The present reading.</param>
    public RestoreSummary Restore(IEnumerable<SlotRecord> records, IEnumerable<Incident> incidents, IEnumerable<ProbeResult> held, ClockReading clock)
    {
        var summary = RestoreSeries(records, clock);
        var past = incidents.ToLookup(incident => incident.IsOpen);
        ProbeResult[] waiting = [.. held.OrderBy(result => result.ScheduledAt)];
        if (summary.Restored + summary.Foreign + past.Count + waiting.Length > 0)
        {
            foreach (var service in _services.Values)
            {
                service.Tracker.CancelStarting();
            }
        }

        foreach (var incident in past[false].OrderBy(incident => incident.EndedAt))
        {
            _book.Remember(incident);
            FindObjective(incident)?.Alerts.AdoptEnd(incident);
        }

        foreach (var incident in past[true])
        {
            _book.Adopt(incident);
            if (!Adopt(incident))
            {
                var orphan = new Alert(_book);
                orphan.Adopt(incident, clock.Now);
                orphan.Close(clock.Wall, "it was removed from the configuration while the agent was not running");
            }
        }

        RestoreHeld(waiting);
        return summary;
    }

    /// <summary>Takes the history of <see cref="SeriesToRestore"/> after a reload. Records of other series are left out, so that nothing counts twice.</summary>
    public RestoreSummary RestoreSeries(IEnumerable<SlotRecord> records, ClockReading clock)
    {
        _clock = clock;
        var awaited = new Dictionary<string, ObjectiveEntry>(StringComparer.Ordinal);
        foreach (var entry in _objectives.Where(entry => entry.RestoreBefore is not null))
        {
            awaited[entry.State.Series] = entry;
            awaited[entry.State.Series + SeriesKey.SliceSuffix] = entry;
        }

        var (restored, foreign, damaged) = (0, 0, 0);
        foreach (var record in records.OrderBy(record => record.Start))
        {
            if (!awaited.TryGetValue(record.Series, out var entry) || clock.FromWall(record.Start) + record.Length > entry.RestoreBefore)
            {
                foreign++;
            }
            else if (entry.State.Restore(record, clock))
            {
                restored++;
            }
            else
            {
                damaged++;
            }
        }

        foreach (var entry in awaited.Values)
        {
            entry.RestoreBefore = null;
            entry.Alerts.Resume(entry.State);
        }

        return new RestoreSummary(restored, foreign, damaged);
    }

    private bool Adopt(Incident incident)
    {
        switch (incident.AlertName)
        {
            case AlertLabels.Down or AlertLabels.Hung when incident.Service is { } name && _services.TryGetValue(name, out var service):
                service.Alerts.Adopt(incident, _clock);
                return true;
            case AlertLabels.Watchdog when !_watchdog.IsOpen:
                _watchdog.Adopt(incident, _clock.Now);
                return true;
            default:
                var entry = FindObjective(incident);
                if (entry is null || !entry.Alerts.Adopt(incident, _clock.Now))
                {
                    return false;
                }

                entry.Judge.IsBreached = entry.Alerts.IsBreachOpen;
                return true;
        }
    }

    private ObjectiveEntry? FindObjective(Incident incident) => Array.Find(_objectives, entry =>
        entry.State.Agreement.Name == incident.Agreement && entry.State.Objective.Name == incident.Objective
        && entry.State.Agreement.Service == incident.Service);

    private void RestoreHeld(ProbeResult[] held)
    {
        foreach (var result in held)
        {
            if (_routes.TryGetValue((result.Service, result.Probe), out var route))
            {
                var tracker = route.Service.Tracker;
                tracker.Drain.Begin(result.ScheduledAt);
                tracker.ShowDraining(true, _clock);
                tracker.Drain.Hold(result, tracker.IsDeciding(route.Probe));
            }
        }
    }
}
