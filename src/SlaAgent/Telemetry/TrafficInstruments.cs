using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>
/// The metrics of one service's traffic. Written by the evaluation loop, read by whoever collects. What the server does not tell has no series: it is not
/// known, which is not 0.
/// </summary>
internal sealed class TrafficInstruments : IDisposable
{
    private static readonly string[] Classes = ["good", "bad"];

    private readonly Meter _meter;
    private readonly KeyValuePair<string, object?> _service;
    private readonly BucketRecorder _duration;
    private readonly BucketRecorder _firstToken;

    // -1 for what the server has never told.
    private readonly long[] _requests = [-1, -1];
    private long _outputTokens = -1;
    private long _promptTokens = -1;
    private TrafficSample? _last;

    /// <summary>Makes the metrics.</summary>
    /// <param name="service">The service.</param>
    /// <param name="source">What is read: with another one the counts begin anew.</param>
    /// <param name="scrapes">What keeps scrapes out while a histogram is replaced.</param>
    public TrafficInstruments(string service, (TrafficSettings Settings, string Server, Uri Url) source, ScrapeGate scrapes)
    {
        Source = source;
        _meter = AgentMeter.CreateForProbe(service, "traffic");
        _service = new("service", service);
        _duration = new BucketRecorder(scrapes, service, BucketRecorder.Duration, "Durations of users' requests, in the server's own buckets.");
        _firstToken = new BucketRecorder(scrapes, service, BucketRecorder.TimeToFirstToken, "Times to the first token of users' requests, in the server's own buckets.");
        CreateCounters();
        Gauge("sla_traffic_requests_running", sample => sample.Running, "Requests being worked on, by the server's own metrics.");
        Gauge("sla_traffic_requests_waiting", sample => sample.Waiting, "Requests waiting, by the server's own metrics.");
        Gauge("sla_traffic_cache_use_ratio", sample => sample.CacheUse, "Share of the key-value cache in use, by the server's own metrics.");
    }

    /// <summary>What is read.</summary>
    public (TrafficSettings Settings, string Server, Uri Url) Source { get; }

    public void Record(TrafficSample sample)
    {
        Volatile.Write(ref _last, sample);
        Add(ref _requests[0], sample.Good);
        Add(ref _requests[1], sample.Bad);
        Add(ref _outputTokens, sample.OutputTokens);
        Add(ref _promptTokens, sample.PromptTokens);
        _duration.Add(sample.Duration);
        _firstToken.Add(sample.TimeToFirstToken);
    }

    public void CatchUp()
    {
        _duration.CatchUp();
        _firstToken.CatchUp();
    }

    public void Dispose()
    {
        _meter.Dispose();
        _duration.Dispose();
        _firstToken.Dispose();
    }

    private static void Add(ref long counter, long? more)
    {
        if (more is { } count)
        {
            Volatile.Write(ref counter, Math.Max(0, counter) + Math.Max(0, count));
        }
    }

    private void CreateCounters()
    {
        KeyValuePair<string, object?>[][] classes = [.. Classes.Select(name => new[] { _service, new("outcome_class", name) })];
        _meter.CreateObservableCounter("sla_traffic_requests_total", () => Known(_requests, classes), null, "Users' requests that ended, by the server's own metrics.");
        _meter.CreateObservableCounter("sla_traffic_output_tokens_total", () => Known([Volatile.Read(ref _outputTokens)], [[_service]]), null, "Generated tokens, by the server's own metrics.");
        _meter.CreateObservableCounter("sla_traffic_prompt_tokens_total", () => Known([Volatile.Read(ref _promptTokens)], [[_service]]), null, "Tokens of prompts, by the server's own metrics.");
    }

    private static IEnumerable<Measurement<long>> Known(long[] counts, KeyValuePair<string, object?>[][] labels)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (Volatile.Read(ref counts[i]) is >= 0 and var count)
            {
                yield return new Measurement<long>(count, labels[i]);
            }
        }
    }

    /// <summary>A value that could not be read again is not known any more.</summary>
    private void Gauge(string name, Func<TrafficSample, double?> value, string help) => _meter.CreateObservableGauge(
        name,
        () => Volatile.Read(ref _last) is { } last && value(last) is { } known && double.IsFinite(known) ? [new Measurement<double>(known, _service)] : Array.Empty<Measurement<double>>(),
        null,
        help);
}
