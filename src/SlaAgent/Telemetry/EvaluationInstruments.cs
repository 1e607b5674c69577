using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of evaluations: the scores of the last run that was not void, read from the latest snapshot at each collection, and how many runs there were.</summary>
internal sealed class EvaluationInstruments(SeriesLimits limits, AgentState state) : IDisposable
{
    /// <summary>No task has more scores.</summary>
    private const int MostMetrics = 24;

    private const string RunsTotal = "sla_evaluation_runs_total";

    private static readonly string[] s_gauges =
        ["sla_evaluation_score", "sla_evaluation_score_lower", "sla_evaluation_score_upper", "sla_evaluation_examples", "sla_evaluation_last_success_timestamp_seconds"];

    private readonly ConcurrentDictionary<(string Service, string Probe), (long Counted, long Void)> _runs = new();
    private EquatableArray<ModelService>? _services;
    private Meter _meter = AgentMeter.Create("evaluations");

    /// <summary>Shows the evaluations of <paramref name="configuration"/>, and no others any more.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        var keys = configuration.Services.SelectMany(KeysOf).ToHashSet();
        foreach (var gone in _runs.Keys.Where(key => !keys.Contains(key)))
        {
            _runs.TryRemove(gone, out _);
        }

        foreach (var key in keys)
        {
            _runs.TryAdd(key, default);
        }

        if (_services != configuration.Services)
        {
            _services = configuration.Services;
            Make(keys.Count);
        }
    }

    /// <summary>Runs have ended.</summary>
    public void Record(IReadOnlyList<EvaluationRun> runs)
    {
        foreach (var result in runs.Select(run => run.Result))
        {
            if (_runs.TryGetValue((result.Service, result.Probe), out var counts))
            {
                _runs[(result.Service, result.Probe)] = result.Void is null ? (counts.Counted + 1, counts.Void) : (counts.Counted, counts.Void + 1);
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<(string Service, string Probe)> KeysOf(ModelService service) => EvaluationSources.NamesOf(service).Select(name => (service.Name, name));

    private void Make(int evaluations)
    {
        limits.Set(RunsTotal, evaluations * 2);
        foreach (var name in s_gauges)
        {
            limits.Set(name, evaluations * MostMetrics);
        }

        _meter.Dispose();
        _meter = AgentMeter.Create("evaluations");
        _meter.CreateObservableCounter(RunsTotal, Runs, null, "Runs of evaluations: counted, or void.");
        Gauge(s_gauges[0], null, "The score in the last run that was not void; absent where it is not defined.", (_, score) => score.Value);
        Gauge(s_gauges[1], null, "Lower end of the score's interval.", (_, score) => score.Lower);
        Gauge(s_gauges[2], null, "Upper end of the score's interval.", (_, score) => score.Upper);
        Gauge(s_gauges[3], null, "Examples that the score is of; of a share, those it is a share of.", (result, score) => score.Of ?? result.Scored);
        Gauge(
            s_gauges[4],
            "s",
            "When the last run that gave the score was meant to start.",
            (result, score) => score.Value is null ? null : (new DateTimeOffset(result.ScheduledAt.Ticks, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).TotalSeconds);
    }

    private void Gauge(string name, string? unit, string description, Func<EvaluationResult, EvaluationScore, double?> value) =>
        _meter.CreateObservableGauge(
            name,
            () => from result in LastRuns()
                  from score in Scores(result)
                  let measured = value(result, score)
                  where measured is not null
                  select new Measurement<double>(measured.Value, new("service", result.Service), new("probe", result.Probe), new("metric", score.Metric)),
            unit,
            description);

    private IEnumerable<Measurement<long>> Runs() =>
        from pair in _runs
        from result in new (string Name, long Count)[] { ("counted", pair.Value.Counted), ("void", pair.Value.Void) }
        select new Measurement<long>(result.Count, new("service", pair.Key.Service), new("probe", pair.Key.Probe), new("result", result.Name));

    private IEnumerable<EvaluationResult> LastRuns() => (state.Current?.Snapshot.Evaluations ?? [])
        .Select(run => run.Result)
        .Where(result => result.Void is null)
        .DistinctBy(result => (result.Service, result.Probe));

    // Where two objectives ask for the same score with different confidences, the wider interval is the one that claims less.
    private static IEnumerable<EvaluationScore> Scores(EvaluationResult result) =>
        result.Scores.OrderByDescending(score => score.Confidence).DistinctBy(score => score.Metric).Take(MostMetrics);
}
