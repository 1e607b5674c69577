using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>Reads one service's metrics, one request each time, and makes of two readings what happened between them. A failure is said once, and again when it is over.</summary>
/// <param name="service">Name of the service.</param>
/// <param name="exchange">What is asked and how it is read.</param>
/// <param name="transport">Carries the request; owned.</param>
/// <param name="counts">Counts the readings.</param>
/// <param name="holdsProbes">Whether the agent's own requests are among those that the server counts.</param>
/// <param name="logger">Log.</param>
internal sealed partial class TrafficSender(
    string service,
    MetricsExchange exchange,
    IProbeSender transport,
    TrafficCounts counts,
    Func<bool> holdsProbes,
    ILogger logger) : IProbeSender
{
    /// <summary>Between two lines on the same failing service.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private Instant? _quietUntil;
    private bool _saidFailing;

    /// <summary>Reads the metrics of <paramref name="service"/>, whose kind of server has some that are known.</summary>
    public static TrafficSender Of(
        ModelService service, Probe reading, TrafficCounts counts, Func<bool> holdsProbes, TimeProvider time, AddressResolver? resolver, ILogger logger)
    {
        var exchange = TrafficCatalog.Prepare(service)!;
        var transport = new ProbeTransport(TrafficTarget.At(service, exchange.Address), reading, exchange, time, resolver);
        return new TrafficSender(service.Name, exchange, transport, counts, holdsProbes, logger);
    }

    /// <inheritdoc />
    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        var run = await transport.SendAsync(scheduledAt, scheduleDelay, trace, stopping).ConfigureAwait(false);
        var sample = exchange.Conclude(run.Result, holdsProbes());
        counts.Ended(sample.Failure is null, exchange.BadLines);
        counts.Waits(sample);
        Say(sample);
        return run with { Sample = sample };
    }

    /// <inheritdoc />
    public void Dispose() => transport.Dispose();

    private void Say(TrafficSample sample)
    {
        if (sample.Failure is not { } failure)
        {
            if (_saidFailing)
            {
                _saidFailing = false;
                ReadAgain(service);
            }
        }
        else if (!_saidFailing && !(sample.To < _quietUntil))
        {
            _saidFailing = true;
            _quietUntil = sample.To + Pause;
            NotRead(service, exchange.Address.GetLeftPart(UriPartial.Path), failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "traffic of {Service} cannot be read from {Address}: {Failure}")]
    private partial void NotRead(string service, string address, string failure);

    [LoggerMessage(LogLevel.Information, "traffic of {Service} is read again")]
    private partial void ReadAgain(string service);
}
