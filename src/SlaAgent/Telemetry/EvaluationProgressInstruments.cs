using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of the work of evaluations: how far the runs under way are, and what became of the examples of those that ended.</summary>
/// <param name="limits">How many series the instruments may have.</param>
/// <param name="progress">The runs under way.</param>
internal sealed class EvaluationProgressInstruments(SeriesLimits limits, EvaluationProgress progress) : IDisposable
{
    private const string Ratio = "sla_evaluation_progress_ratio";
    private const string Examples = "sla_evaluation_examples_total";

    private static readonly string[] s_outcomes = ["scored", "failed", "unknown"];

    private readonly ConcurrentDictionary<(string Service, string Probe), long[]> _examples = new();
    private Meter? _meter;

    /// <summary>Shows the evaluations of <paramref name="configuration"/>, and no others any more.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        var keys = configuration.Services.SelectMany(service => service.Evaluations.Select(evaluation => (service.Name, evaluation.Name))).ToHashSet();
        if (_meter is not null && keys.SetEquals(_examples.Keys))
        {
            return;
        }

        foreach (var gone in _examples.Keys.Where(key => !keys.Contains(key)))
        {
            _examples.TryRemove(gone, out _);
        }

        foreach (var key in keys)
        {
            _examples.TryAdd(key, new long[s_outcomes.Length]);
        }

        limits.Set(Ratio, keys.Count);
        limits.Set(Examples, keys.Count * s_outcomes.Length);
        _meter?.Dispose();
        _meter = AgentMeter.Create("evaluation_progress");
        _meter.CreateObservableGauge(Ratio, UnderWay, null, "Share of the examples of a run under way that are dealt with; absent while none is.");
        _meter.CreateObservableCounter(
            Examples, Ended, null, "Examples of runs that ended: scored, failed (the request, or an answer without a prediction), or unknown because of the agent.");
    }

    /// <summary>A run has ended.</summary>
    public void Record(EvaluationResult result)
    {
        if (_examples.TryGetValue((result.Service, result.Probe), out var counts))
        {
            Interlocked.Add(ref counts[0], result.Scored);
            Interlocked.Add(ref counts[1], result.Failed);
            Interlocked.Add(ref counts[2], result.Unknown);
        }
    }

    public void Dispose() => _meter?.Dispose();

    private IEnumerable<Measurement<double>> UnderWay() =>
        progress.UnderWay.Select(run => new Measurement<double>(
            run.Done, new KeyValuePair<string, object?>("service", run.Service), new KeyValuePair<string, object?>("probe", run.Probe)));

    private IEnumerable<Measurement<long>> Ended() =>
        from pair in _examples
        from place in Enumerable.Range(0, s_outcomes.Length)
        select new Measurement<long>(
            Interlocked.Read(ref pair.Value[place]), new("service", pair.Key.Service), new("probe", pair.Key.Probe), new("outcome", s_outcomes[place]));
}
