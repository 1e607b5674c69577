using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>The metrics of all probes. Used by the evaluation loop only.</summary>
/// <param name="limits">How many series the instruments may have.</param>
/// <param name="scrapes">What keeps scrapes out while the instruments change.</param>
/// <param name="genAi">Whether the metrics of the conventions for generative AI are recorded too.</param>
internal sealed class ProbeTelemetry(SeriesLimits limits, ScrapeGate scrapes, bool genAi) : IDisposable
{
    private readonly Dictionary<(string Service, string Probe), ProbeInstruments> _probes = [];
    private readonly Dictionary<string, DateTimeOffset> _certificateExpiry = new(StringComparer.Ordinal);

    /// <summary>When each service's TLS certificate ends, as last seen; replaced whole, so that a reader needs no lock.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> CertificateExpiry { get; private set; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>
    /// Makes the metrics those of <paramref name="configuration"/>: what did not change keeps its values, what is gone goes away, before what replaces it
    /// comes. Call it while no scrape collects.
    /// </summary>
    public void Apply(AgentConfiguration configuration)
    {
        foreach (var name in new[] { "sla_probe_results_total", GenAiInstruments.Duration, GenAiInstruments.TimeToFirstChunk, GenAiInstruments.TimePerOutputChunk })
        {
            limits.Set(name, Outcomes.All.Length);
        }

        var wanted = ProbeSeries.All(configuration, genAi).ToDictionary(s => (s.Service, s.Probe));
        var replaced = _probes.Where(p => !wanted.TryGetValue(p.Key, out var series) || series != p.Value.Series).ToArray();
        foreach (var (key, instruments) in replaced)
        {
            instruments.Dispose();
            _probes.Remove(key);
        }

        if (replaced.Length > 0)
        {
            scrapes.CollectForNobody();
        }

        foreach (var (key, series) in wanted)
        {
            if (!_probes.ContainsKey(key))
            {
                _probes[key] = new ProbeInstruments(series);
            }
        }

        foreach (var service in _certificateExpiry.Keys.Where(s => configuration.Services.All(c => c.Name != s)).ToArray())
        {
            _certificateExpiry.Remove(service);
            CertificateExpiry = new Dictionary<string, DateTimeOffset>(_certificateExpiry);
        }
    }

    /// <summary>Counts <paramref name="result"/>; one of a probe that a reload has removed is left out.</summary>
    public void Record(ProbeResult result)
    {
        if (!_probes.TryGetValue((result.Service, result.Probe), out var instruments))
        {
            return;
        }

        instruments.Record(result);
        if (result.CertificateExpiry is { } expiry
            && (!_certificateExpiry.TryGetValue(result.Service, out var known) || known != expiry))
        {
            _certificateExpiry[result.Service] = expiry;
            CertificateExpiry = new Dictionary<string, DateTimeOffset>(_certificateExpiry);
        }
    }

    public void Dispose()
    {
        foreach (var instruments in _probes.Values)
        {
            instruments.Dispose();
        }
    }
}
