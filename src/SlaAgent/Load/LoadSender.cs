using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Load;

/// <summary>Sends requests of a run of load as a probe sends its own: same wire, same deadlines, same outcomes.</summary>
internal sealed class LoadSender : ILoadSender
{
    private readonly ProbeExchange _exchange;
    private readonly TracedProbeSender _sender;

    public LoadSender(ModelService service, LoadProbe load)
    {
        var probe = new Probe(load.Name, load.Schedule.LongestGap, load.Timeout, load.Request);
        _exchange = PresetCatalog.Prepare(service, probe);
        _sender = new TracedProbeSender(service.Name, probe.Name, service.Url, new ProbeTransport(service, probe, _exchange, TimeProvider.System));
    }

    /// <inheritdoc />
    public async Task<ProbeResult> SendAsync(Arrival arrival, Instant due, TimeSpan lag, CancellationToken stopping)
    {
        _exchange.Size(arrival.PromptTokens, arrival.OutputTokens);
        var run = await _sender.SendAsync(due, lag, default, stopping).ConfigureAwait(false);
        return run.Mistake is { } mistake ? throw mistake : run.Result;
    }

    /// <inheritdoc />
    public void Dispose() => _sender.Dispose();
}
