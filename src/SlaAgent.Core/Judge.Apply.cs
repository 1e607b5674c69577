using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>
    /// The series whose history is to be read from the store and given to <see cref="RestoreSeries"/> (or, at the start, to <see cref="Restore"/>) before
    /// further results: those of new objectives, and of objectives whose window grew.
    /// </summary>
    public IReadOnlyList<string> SeriesToRestore
    {
        get
        {
            var series = new List<string>();
            foreach (var entry in _objectives.OfType<CountedObjective>().Where(entry => entry.RestoreBefore is not null))
            {
                series.Add(entry.Series);
                if (entry.Objective.Timeslices is not null)
                {
                    series.Add(entry.Series + SeriesKey.SliceSuffix);
                }
            }

            return series;
        }
    }

    /// <summary>
    /// Changes what is judged, by difference: what did not change keeps its counts, verdicts and incidents; what changed in anything but the meaning of its
    /// events keeps its counts; incidents of what is gone end.
    /// </summary>
    public void Apply(AgentConfiguration configuration, ClockReading clock)
    {
        _clock = clock;
        _configuration = configuration;
        _shownObjectives.Clear();
        ApplyServices();
        ApplyPreconditions();
        ApplyAgreements();
        ApplyRoutes();
        SeeVersions();
    }

    private void ApplyServices()
    {
        var services = new Dictionary<string, ServiceEntry>(StringComparer.Ordinal);
        foreach (var service in _configuration.Services)
        {
            if (_services.Remove(service.Name, out var kept))
            {
                kept.Tracker.Update(service);
            }

            services[service.Name] = kept ?? new ServiceEntry(service, _book);
        }

        foreach (var removed in _services.Values)
        {
            if (removed.Tracker.Drain.IsActive)
            {
                _endedDrains.Add(removed.Tracker.Service.Name);
            }

            removed.Alerts.Close(_clock.Wall, "the service was removed from the configuration");
        }

        _services = services;
    }

    private void ApplyAgreements()
    {
        var before = _objectives.ToDictionary(entry => (entry.Agreement.Name, entry.Objective.Name));
        var entries = new List<ObjectiveEntry>();
        ApplyPeriods();
        foreach (var agreement in _configuration.Agreements)
        {
            var service = _services[agreement.Service];
            foreach (var objective in agreement.Objectives)
            {
                before.Remove((agreement.Name, objective.Name), out var old);
                var source = EventSource.Of(service.Tracker.Service, objective.Indicator)!;
                entries.Add(Entry(old, service, agreement, objective, source));
            }
        }

        foreach (var removed in before.Values)
        {
            removed.Close(_clock.Wall, "the objective was removed from the configuration");
            removed.DrainInto(_leftover);
        }

        _objectives = [.. entries];
        AssignExclusions();
    }

    private ObjectiveEntry Entry(ObjectiveEntry? old, ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        if (old is not null && old.Service == service && old.Agreement == agreement && old.Objective == objective && old.Source == source)
        {
            return old;
        }

        if (old is not null && old.Series == SeriesKey.Of(agreement.Service, agreement.Name, objective, source))
        {
            return Changed(old, service, agreement, objective, source);
        }

        if (old is not null)
        {
            old.Close(_clock.Wall, "the objective is another one since a change of the configuration");
            old.DrainInto(_leftover);
        }

        if (source is EventSource.Evaluated or EventSource.LabelledLater)
        {
            return new ScoredObjective(service, agreement, objective, source, RunsOf(service, source), _book, _clock) { Periods = PeriodsOf(agreement) };
        }

        var state = new ObjectiveState(agreement, objective, source, PeriodsOf(agreement));
        return new CountedObjective(service, state, _book) { RestoreBefore = _clock.Now + CountedObjective.AnyTime };
    }

    private ObjectiveEntry Changed(ObjectiveEntry old, ServiceEntry service, ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        if (agreement.Scope == AgreementScope.Fleet)
        {
            old.Close(_clock.Wall, "the agreement is judged for the whole fleet since a change of the configuration");
        }

        return old.With(service, agreement, objective, source, PeriodsOf(agreement), _clock);
    }

    private PeriodTimeline? PeriodsOf(ServiceLevelAgreement agreement) => _periods.GetValueOrDefault(agreement.Name)?.Timeline;
}
