using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>The metrics of what servers say of their users' requests. Used by the evaluation loop only.</summary>
/// <param name="limits">How many series the instruments may have.</param>
/// <param name="scrapes">What keeps scrapes out while the instruments change.</param>
internal sealed class TrafficTelemetry(SeriesLimits limits, ScrapeGate scrapes) : IDisposable
{
    private readonly Dictionary<string, TrafficInstruments> _services = new(StringComparer.Ordinal);

    /// <summary>Makes the metrics those of <paramref name="configuration"/>: what did not change keeps its values, what is gone goes away. Call it while no scrape collects.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        limits.Set("sla_traffic_requests_total", 2);
        var wanted = configuration.Services.Where(service => service.Traffic is not null).ToDictionary(service => service.Name, service => (service.Traffic!, service.Server, service.Url));
        var replaced = _services.Where(known => !wanted.TryGetValue(known.Key, out var source) || source != known.Value.Source).ToArray();
        foreach (var (name, instruments) in replaced)
        {
            instruments.Dispose();
            _services.Remove(name);
        }

        if (replaced.Length > 0)
        {
            scrapes.CollectForNobody();
        }

        foreach (var (name, source) in wanted)
        {
            if (!_services.ContainsKey(name))
            {
                _services[name] = new TrafficInstruments(name, source, scrapes);
            }
        }
    }

    /// <summary>Counts a reading; one of a service that a reload has removed is left out.</summary>
    public void Record(TrafficSample sample)
    {
        if (_services.TryGetValue(sample.Service, out var instruments))
        {
            instruments.Record(sample);
        }
    }

    /// <summary>Goes on with what readings of very many requests have left to be counted. Bounded work; to be called in each turn.</summary>
    public void CatchUp()
    {
        foreach (var instruments in _services.Values)
        {
            instruments.CatchUp();
        }
    }

    public void Dispose()
    {
        foreach (var instruments in _services.Values)
        {
            instruments.Dispose();
        }
    }
}
