using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>
/// Reads one service's metrics, one request each time, and makes of two readings what happened between them. Where something says whether the service is
/// scaled to nothing, that is read first, and a service that is, is left alone. A failure is said once, and again when it is over.
/// </summary>
internal sealed partial class TrafficSender : IProbeSender
{
    /// <summary>Between two lines on the same failing service.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ModelService _service;
    private readonly TrafficSettings _traffic;
    private readonly MetricsExchange? _exchange;
    private readonly ProbeTransport? _transport;
    private readonly AwakeReader? _awake;
    private readonly AwakeWatch _watch;
    private readonly TrafficCounts _counts;
    private readonly Func<bool> _holdsProbes;
    private readonly ILogger _logger;
    private Instant? _quietUntil;
    private bool _saidFailing;
    private bool _saidUntold;

    /// <summary>Reads the metrics of <paramref name="service"/>, of which something is known.</summary>
    /// <param name="service">The service, with its traffic.</param>
    /// <param name="reading">The reading as a probe.</param>
    /// <param name="counts">Counts the readings.</param>
    /// <param name="watch">Is told whether the service is scaled to nothing.</param>
    /// <param name="holdsProbes">Whether the agent's own requests are among those that the server counts.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="resolver">Name resolution; null for the system's.</param>
    /// <param name="logger">Log.</param>
    public TrafficSender(
        ModelService service, Probe reading, TrafficCounts counts, AwakeWatch watch, Func<bool> holdsProbes, TimeProvider time, AddressResolver? resolver, ILogger logger)
    {
        (_service, _traffic, _counts, _watch, _holdsProbes, _logger) = (service, service.Traffic!, counts, watch, holdsProbes, logger);
        _awake = AwakeReader.Of(service, reading, time, resolver);
        _exchange = TrafficCatalog.Prepare(service);
        _transport = _exchange is null ? null : new(TrafficTarget.At(service, _exchange.Address), reading, _exchange, time, resolver);
    }

    /// <inheritdoc />
    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        AwakeReading? awake = _awake is null ? null : await _awake.ReadAsync(scheduledAt, scheduleDelay, trace, stopping).ConfigureAwait(false);
        if (awake is { } told)
        {
            _watch.Take(told.IsAwake, told.At);
            if (_transport is null || told.IsAwake == false || (told.IsAwake is null && _watch.IsAsleep(_traffic, told.At)))
            {
                return End(told.Run, AwakeOnly(told), told, wasAsked: false);
            }
        }

        var run = await _transport!.SendAsync(scheduledAt, awake?.Delay ?? scheduleDelay, trace, stopping).ConfigureAwait(false);
        run = run with { Mistake = run.Mistake ?? awake?.Run.Mistake };
        var sample = _exchange!.Conclude(run.Result, _holdsProbes()) with { IsAwake = awake?.IsAwake == true };
        SayUntold(sample);
        return End(run, sample, awake, wasAsked: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _awake?.Dispose();
        _transport?.Dispose();
    }

    private TrafficSample AwakeOnly(AwakeReading told) => told.Failure is { } failure
        ? MetricsExchange.Failed(_service.Name, told.At, failure)
        : new TrafficSample { Service = _service.Name, From = told.At, To = told.At, IsSleeping = told.IsAwake == false, IsAwake = told.IsAwake == true };

    /// <summary>Where one of the two pages could not be read, the reading has failed in part, and is counted and said so; what the other says holds all the same.</summary>
    private ProbeRun End(ProbeRun run, TrafficSample sample, AwakeReading? awake, bool wasAsked)
    {
        var failure = awake?.Failure ?? sample.Failure;
        _counts.Ended(failure is null, (wasAsked ? _exchange!.BadLines : 0) + (_awake?.BadLines ?? 0));
        _counts.Waits(sample);
        Say(sample.To, failure, awake is { Failure: not null } || !wasAsked ? _awake!.Address : _exchange!.Address);
        return run with { Sample = sample };
    }

    private void Say(Instant at, string? failure, Uri address)
    {
        if (failure is null)
        {
            if (_saidFailing)
            {
                _saidFailing = false;
                ReadAgain(_service.Name);
            }
        }
        else if (!_saidFailing && !(at < _quietUntil))
        {
            _saidFailing = true;
            _quietUntil = at + Pause;
            NotRead(_service.Name, address.GetLeftPart(UriPartial.Path), failure);
        }
    }

    /// <summary>A count that is not there may be one that nothing has been counted in yet, or a name that is written wrongly: only people can tell.</summary>
    private void SayUntold(TrafficSample sample)
    {
        if (!_saidUntold && sample.Failure is null)
        {
            _saidUntold = true;
            if (_exchange!.Untold is { Count: > 0 } untold)
            {
                Untold(_service.Name, _exchange.Address.GetLeftPart(UriPartial.Path), string.Join("; ", untold));
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "of the metrics that spec.traffic.metrics of {Service} names, these are not at {Address} yet: {Untold}")]
    private partial void Untold(string service, string address, string untold);

    [LoggerMessage(LogLevel.Warning, "traffic of {Service} cannot be read from {Address}: {Failure}")]
    private partial void NotRead(string service, string address, string failure);

    [LoggerMessage(LogLevel.Information, "traffic of {Service} is read again")]
    private partial void ReadAgain(string service);
}
