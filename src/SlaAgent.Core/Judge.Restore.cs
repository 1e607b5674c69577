using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>Takes up what was durable before this process began. To be called once, before the first result.</summary>
    public RestoreSummary Restore(Past past, ClockReading clock)
    {
        _clock = clock;
        _pauses.Adopt(past.Pauses, clock);
        AdoptRecord(past);
        _obligations.Adopt(past.Obligations, past.Breaches, clock);
        _gates.Adopt(past.Gates, past.GateOverrides, clock);
        AssignExclusions();
        RestorePeriods(past.Periods);
        var summary = RestoreSeries(past.Slots, clock);
        var runs = RestoreEvaluations(past.Evaluations, clock);
        var incidents = past.Incidents.ToLookup(incident => incident.IsOpen);
        var held = past.Held.Select(sample => sample.Moved(-clock.WallOffset)).OrderBy(sample => sample.At).ToList();
        var drains = past.Drains.ToList();
        if (summary.Restored + summary.Foreign + runs + incidents.Count + held.Count + drains.Count > 0)
        {
            foreach (var service in _services.Values)
            {
                service.Tracker.CancelStarting();
            }
        }

        RestoreStatuses(past);
        RestoreIncidents(incidents, past.LastIncidentNumber, clock);
        ResumeStarting(past);
        ResumeSleeping(past);
        RestorePreconditions(past);
        RestoreDrains(drains, held);
        return summary;
    }

    /// <summary>Takes the history of <see cref="SeriesToRestore"/> after a reload. Records of other series are left out, so that nothing counts twice.</summary>
    public RestoreSummary RestoreSeries(IEnumerable<SlotRecord> records, ClockReading clock)
    {
        _clock = clock;
        var awaited = new Dictionary<string, CountedObjective>(StringComparer.Ordinal);
        foreach (var entry in _objectives.OfType<CountedObjective>().Where(entry => entry.RestoreBefore is not null))
        {
            awaited[entry.Series] = entry;
            awaited[entry.Series + SeriesKey.SliceSuffix] = entry;
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
            entry.Resume();
        }

        return new RestoreSummary(restored, foreign, damaged);
    }

    private void RestoreStatuses(Past past)
    {
        foreach (var known in past.Services)
        {
            _services.GetValueOrDefault(known.Service)?.Tracker.Remember(known.State, known.Since);
        }

        foreach (var known in past.Objectives)
        {
            Array.Find(_objectives, entry => entry.Agreement.Name == known.Agreement && entry.Objective.Name == known.Objective)
                ?.Remember(known.Status, known.Since);
        }
    }

    private void ResumeStarting(Past past)
    {
        foreach (var known in past.Services.Where(known => known.State == ServiceState.Starting && _context.Position == AgentPosition.Sidecar))
        {
            _services.GetValueOrDefault(known.Service)?.Tracker.ResumeStarting(known.Since, _clock);
        }
    }

    private void ResumeSleeping(Past past)
    {
        foreach (var known in past.Services.Where(known => known.State == ServiceState.Sleeping))
        {
            _services.GetValueOrDefault(known.Service)?.Tracker.ResumeSleeping(_clock);
        }
    }

    private void RestoreIncidents(ILookup<bool, Incident> incidents, long lastNumber, ClockReading clock)
    {
        _book.ContinueFrom(lastNumber);
        foreach (var incident in incidents[false].OrderBy(incident => incident.EndedAt))
        {
            _book.Remember(incident);
            FindObjective(incident)?.AdoptEnd(incident);
        }

        foreach (var incident in incidents[true])
        {
            _book.Adopt(incident);
            _book.NoteVersions(incident);
            if (!Adopt(incident))
            {
                var orphan = new Alert(_book);
                orphan.Adopt(incident, clock.Now);
                orphan.Close(clock.Wall, "it was removed from the configuration while the agent was not running");
            }
        }
    }

    private bool Adopt(Incident incident)
    {
        switch (incident.AlertName)
        {
            case AlertLabels.Down or AlertLabels.Hung when incident.Service is { } name && _services.TryGetValue(name, out var service):
                service.Alerts.Adopt(incident, _clock);
                return true;
            case AlertLabels.PauseOverrun:
                return _pauses.Adopt(incident, _clock.Now);
            case AlertLabels.ObligationDue or AlertLabels.ObligationOverdue or AlertLabels.ReviewDue:
                return _obligations.Adopt(incident, _clock.Now);
            case AlertLabels.Watchdog when !_watchdog.IsOpen:
                _watchdog.Adopt(incident, _clock.Now);
                return true;
            default:
                return FindObjective(incident) is { } entry && entry.Adopt(incident, _clock);
        }
    }

    private ObjectiveEntry? FindObjective(Incident incident) => Array.Find(_objectives, entry =>
        entry.Agreement.Name == incident.Agreement && entry.Objective.Name == incident.Objective
        && entry.Agreement.Service == incident.Service);

    private void RestoreDrains(List<DrainStart> drains, List<Sample> held)
    {
        foreach (var drain in drains)
        {
            AdoptDrain(drain.Service, Instant.Min(_clock.FromWall(drain.At), _clock.Now));
        }

        foreach (var result in held)
        {
            AdoptDrain(result.Service, Instant.Min(result.At, _clock.Now));
            if (!_routes.TryGetValue((result.Service, result.Asked), out var route))
            {
                continue;
            }

            var tracker = route.Service.Tracker;
            if (_endedDrains.Contains(result.Service))
            {
                Deliver(route, result);
            }
            else if (tracker.Drain.Hold(result, route.Probe is not null && tracker.IsDeciding(route.Probe)))
            {
                Release(route.Service);
            }
        }

        foreach (var service in _services.Values)
        {
            service.Tracker.Drain.MarkSaved(_clock.WallOffset);
        }
    }

    private void AdoptDrain(string service, Instant began)
    {
        if (_endedDrains.Contains(service))
        {
            return;
        }

        if (_services.TryGetValue(service, out var entry))
        {
            entry.Tracker.Drain.Adopt(began);
            entry.Tracker.ShowDraining(true, _clock);
            MarkChanged(entry);
        }
        else
        {
            _endedDrains.Add(service);
        }
    }
}
