using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Traffic;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of how the agent itself reads the servers' metrics.</summary>
internal sealed class TrafficReadingInstruments(SeriesLimits limits, Func<string, TrafficCounts> countsOf) : IDisposable
{
    private const string Scrapes = "sla_agent_traffic_scrapes_total";
    private const string BadLines = "sla_agent_traffic_parse_errors_total";

    private string[] _services = [];
    private Meter? _meter;

    /// <summary>Makes the counters anew where the services that are read have changed: the number of series an instrument may have is fixed when it is made.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        string[] services = [.. configuration.Services.Where(service => service.Traffic is not null).Select(service => service.Name)];
        if (_meter is not null && _services.SequenceEqual(services, StringComparer.Ordinal))
        {
            return;
        }

        _services = services;
        limits.Set(Scrapes, services.Length * 3);
        limits.Set(BadLines, services.Length);
        _meter?.Dispose();
        _meter = AgentMeter.Create("traffic-reading");
        _meter.CreateObservableCounter(Scrapes, CountScrapes, null, "Readings of a server's own metrics.");
        _meter.CreateObservableCounter(BadLines, CountBadLines, null, "Lines of a server's metrics that could not be used.");
    }

    public void Dispose() => _meter?.Dispose();

    private IEnumerable<Measurement<long>> CountScrapes()
    {
        foreach (var service in _services)
        {
            var counts = countsOf(service);
            yield return Of(counts.Successes, service, "success");
            yield return Of(counts.Failures, service, "failure");
            yield return Of(counts.Skipped, service, "skipped");
        }
    }

    private static Measurement<long> Of(long count, string service, string result) =>
        new(count, new KeyValuePair<string, object?>("service", service), new KeyValuePair<string, object?>("result", result));

    private IEnumerable<Measurement<long>> CountBadLines() =>
        _services.Select(service => new Measurement<long>(countsOf(service).BadLines, new KeyValuePair<string, object?>("service", service)));
}
