using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of runs of load: what the last one that counted showed, and how many there were.</summary>
internal sealed class LoadInstruments : IDisposable
{
    private static readonly string[] s_results = ["counted", "void", "generator_limited"];

    private readonly Meter _meter = AgentMeter.Create("load");
    private readonly ConcurrentDictionary<(string Service, string Probe), LoadSeries> _series = new();

    public LoadInstruments()
    {
        _meter.CreateObservableCounter("sla_load_runs_total", Runs, null, "Runs of load: counted, void, or too late because of the generator itself.");
        _meter.CreateObservableCounter("sla_load_requests_total", Requests, null, "Intended arrivals of runs that were not void: good, slow, failed, not sent because as many as allowed were in flight, or not measured.");
        Gauge("sla_load_offered_requests_per_second", "Intended arrivals a second in the last run that counted.", r => r.OfferedRate);
        Gauge("sla_load_achieved_requests_per_second", "Successful requests a second in the last run that counted.", r => r.AchievedRate);
        Gauge("sla_load_good_requests_per_second", "Requests a second that met every threshold in the last run that counted: goodput.", r => r.GoodRate);
        Gauge("sla_load_output_tokens_per_second", "Output tokens of successful requests a second in the last run that counted.", r => r.OutputTokens / r.Duration.TotalSeconds);
        Percentiles("sla_load_latency_seconds", "Latency from the intended arrival in the last run that counted; absent where the percentile is a failure.", r => r.Latency);
        Percentiles("sla_load_time_to_first_token_seconds", "Time to the first token from the intended arrival in the last run that counted.", r => r.TimeToFirstToken);
        Percentiles("sla_load_generator_lag_seconds", "How late the generator itself was in the last run that counted: its own error.", r => r.Lag);
    }

    /// <summary>Shows the load probes of <paramref name="configuration"/>, and no others any more.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        var keys = configuration.Services.SelectMany(service => service.Loads.Select(load => (service.Name, load.Name))).ToHashSet();
        foreach (var gone in _series.Keys.Where(key => !keys.Contains(key)))
        {
            _series.TryRemove(gone, out _);
        }

        foreach (var key in keys)
        {
            _series.TryAdd(key, new LoadSeries());
        }
    }

    /// <summary>A run has ended.</summary>
    public void Record(LoadResult result)
    {
        if (_series.TryGetValue((result.Service, result.Probe), out var series))
        {
            series.Add(result);
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<LoadResult, double?> value) =>
        _meter.CreateObservableGauge(name, () => Last(result => value(result) is { } known ? [new Measurement<double>(known, Labels(result))] : []), null, description);

    private void Percentiles(string name, string description, Func<LoadResult, LoadPercentiles?> values) =>
        _meter.CreateObservableGauge(name, () => Last(result => Percentiles(result, values(result))), "s", description);

    private static IEnumerable<Measurement<double>> Percentiles(LoadResult result, LoadPercentiles? values)
    {
        (string Percentile, double? Value)[] all = [("50", values?.P50), ("90", values?.P90), ("95", values?.P95), ("99", values?.P99)];
        foreach (var (percentile, value) in all)
        {
            if (value is { } known)
            {
                yield return new Measurement<double>(known, [.. Labels(result), new("percentile", percentile)]);
            }
        }
    }

    private IEnumerable<Measurement<double>> Last(Func<LoadResult, IEnumerable<Measurement<double>>> measure) =>
        _series.Values.Select(series => series.Last).OfType<LoadResult>().SelectMany(measure);

    private IEnumerable<Measurement<long>> Runs() =>
        from pair in _series
        from result in s_results
        select new Measurement<long>(pair.Value.RunsOf(result), new("service", pair.Key.Service), new("probe", pair.Key.Probe), new("result", result));

    private IEnumerable<Measurement<long>> Requests() =>
        from pair in _series
        from outcome in pair.Value.Requests()
        select new Measurement<long>(outcome.Count, new("service", pair.Key.Service), new("probe", pair.Key.Probe), new("outcome", outcome.Name));

    private static KeyValuePair<string, object?>[] Labels(LoadResult result) => [new("service", result.Service), new("probe", result.Probe)];
}
