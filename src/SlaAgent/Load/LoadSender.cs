using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.Probing;

namespace SlaAgent.Load;

/// <summary>Sends requests of a run of load as a probe sends its own: same wire, same deadlines, same outcomes.</summary>
internal sealed class LoadSender : ILoadSender
{
    private readonly ProbeExchange _exchange;
    private readonly TracedProbeSender _sender;

    /// <param name="service">The service.</param>
    /// <param name="probe">The load's requests, each as a probe.</param>
    /// <param name="exchange">What is sent, by this sender alone.</param>
    public LoadSender(ModelService service, Probe probe, ProbeExchange exchange)
    {
        _exchange = exchange;
        _sender = new TracedProbeSender(service.Name, probe.Name, service.Url, new ProbeTransport(service, probe, exchange, TimeProvider.System));
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
