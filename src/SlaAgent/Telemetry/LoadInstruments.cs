using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of runs of load: what the last one that counted showed, and how many there were.</summary>
internal sealed class LoadInstruments(SeriesLimits limits) : IDisposable
{
    /// <summary>Percentiles that are shown of each.</summary>
    private const int Shown = 4;

    private const string RunsTotal = "sla_load_runs_total";
    private const string RequestsTotal = "sla_load_requests_total";

    private static readonly string[] s_results = ["counted", "void", "generator_limited"];

    private static readonly string[] s_rates =
        ["sla_load_offered_requests_per_second", "sla_load_achieved_requests_per_second", "sla_load_good_requests_per_second", "sla_load_output_tokens_per_second"];

    private static readonly string[] s_percentiles = ["sla_load_latency_seconds", "sla_load_time_to_first_token_seconds", "sla_load_generator_lag_seconds"];

    private readonly ConcurrentDictionary<(string Service, string Probe), LoadSeries> _series = new();
    private Meter _meter = AgentMeter.Create("load");
    private bool _isMade;

    /// <summary>Shows the load probes of <paramref name="configuration"/>, and no others any more.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        var keys = configuration.Services.SelectMany(service => service.Loads.Select(load => (service.Name, load.Name))).ToHashSet();
        if (_isMade && keys.SetEquals(_series.Keys))
        {
            return;
        }

        foreach (var gone in _series.Keys.Where(key => !keys.Contains(key)))
        {
            _series.TryRemove(gone, out _);
        }

        foreach (var key in keys)
        {
            _series.TryAdd(key, new LoadSeries());
        }

        Make(keys.Count);
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

    private void Make(int loads)
    {
        limits.Set(RunsTotal, loads * s_results.Length);
        limits.Set(RequestsTotal, loads * LoadSeries.Outcomes);
        Array.ForEach(s_rates, name => limits.Set(name, loads));
        Array.ForEach(s_percentiles, name => limits.Set(name, loads * Shown));
        _meter.Dispose();
        _meter = AgentMeter.Create("load");
        _isMade = true;
        _meter.CreateObservableCounter(RunsTotal, Runs, null, "Runs of load: counted, void, or too late because of the generator itself.");
        _meter.CreateObservableCounter(RequestsTotal, Requests, null, "Intended arrivals of runs that were not void: good, slow, failed, not sent because as many as allowed were in flight, or not measured.");
        Gauge(s_rates[0], "Intended arrivals a second in the last run that counted.", r => r.OfferedRate);
        Gauge(s_rates[1], "Successful requests a second in the last run that counted.", r => r.AchievedRate);
        Gauge(s_rates[2], "Requests a second that met every threshold in the last run that counted: goodput.", r => r.GoodRate);
        Gauge(s_rates[3], "Output tokens of successful requests a second in the last run that counted.", r => r.OutputTokens / r.Duration.TotalSeconds);
        Percentiles(s_percentiles[0], "Latency from the intended arrival in the last run that counted; absent where the percentile is a failure.", r => r.Latency);
        Percentiles(s_percentiles[1], "Time to the first token from the intended arrival in the last run that counted.", r => r.TimeToFirstToken);
        Percentiles(s_percentiles[2], "How late the generator itself was in the last run that counted: its own error.", r => r.Lag);
    }

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
