using SlaAgent.Core.Objectives;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private Dictionary<(string Service, string Asked), RunHistory> _runs = [];

    private void ApplyRoutes()
    {
        _routes = [];
        foreach (var service in _services.Values)
        {
            AddRoutes(service);
        }

        // What is not evaluated any more is not remembered either: the ledger has it.
        _runs = _runs.Where(pair => _routes.ContainsKey(pair.Key)).ToDictionary();
        _shownVersion = -1;
    }

    private void AddRoutes(ServiceEntry service)
    {
        var (name, judged) = (service.Tracker.Service.Name, _objectives.Where(entry => entry.Service == service).ToList());
        CountedObjective[] On(string probe) => [.. judged.OfType<CountedObjective>().Where(entry => entry.Objective.Indicator.Probe == probe)];
        foreach (var probe in service.Tracker.Probes)
        {
            _routes[(name, probe.Probe.Name)] = new SampleRoute(service, probe, On(probe.Probe.Name));
        }

        foreach (var load in service.Tracker.Service.Loads)
        {
            _routes[(name, load.Name)] = new SampleRoute(service, null, On(load.Name));
        }

        if (service.Tracker.Service.Traffic is not null)
        {
            _routes[(name, "")] = new SampleRoute(service, null, [.. judged.OfType<CountedObjective>().Where(entry => entry.Objective.Indicator.IsOfTraffic)]);
        }

        foreach (var source in EvaluationSources.Of(service.Tracker.Service))
        {
            var runs = RunsOf(service, source);
            _routes[(name, runs.Asked)] = new SampleRoute(service, null, [])
            {
                Runs = runs,
                Scored = [.. judged.OfType<ScoredObjective>().Where(entry => entry.Runs == runs)],
            };
        }
    }

    /// <summary>The runs of a source; where it asks something else now, those that are known go on being remembered, and are not judged.</summary>
    private RunHistory RunsOf(ServiceEntry service, EventSource source)
    {
        var key = (service.Tracker.Service.Name, EvaluationSources.NameOf(source));
        var question = SeriesKey.OfQuestion(source);
        if (!_runs.TryGetValue(key, out var runs))
        {
            _runs[key] = runs = new RunHistory(key.Name, key.Item2);
        }

        runs.Question = question;
        return runs;
    }
}
