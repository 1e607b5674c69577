using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>Reads what one agreement depends on. A failure is said once, and again when it is over.</summary>
internal sealed partial class PreconditionSender : IProbeSender
{
    private readonly ModelService _service;
    private readonly string _agreement;
    private readonly Precondition _precondition;
    private readonly SingleMetricExchange _exchange;
    private readonly ProbeTransport _transport;
    private readonly ILogger _logger;
    private bool _saidFailing;

    /// <summary>Reads <paramref name="precondition"/>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="precondition">What it depends on.</param>
    /// <param name="reading">The reading as a probe.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="resolver">Name resolution; null for the system's.</param>
    /// <param name="logger">Log.</param>
    public PreconditionSender(ModelService service, string agreement, Precondition precondition, Probe reading, TimeProvider time, AddressResolver? resolver, ILogger logger)
    {
        (_service, _agreement, _precondition, _logger) = (service, agreement, precondition, logger);
        _exchange = TrafficCatalog.Prepare(service, precondition);
        _transport = new(TrafficTarget.At(service, _exchange.Address), reading, _exchange, time, resolver);
    }

    /// <summary>The name of the reading among those of a service.</summary>
    public static string NameOf(string agreement, Precondition precondition) => $"{agreement}/{precondition.Name}";

    /// <summary>The reading as a probe: a fixed rate and one deadline.</summary>
    public static Probe Reading(string agreement, Precondition precondition)
    {
        var timeout = precondition.Interval < TrafficTarget.LongestTimeout ? precondition.Interval : TrafficTarget.LongestTimeout;

        // A schedule goes on with what it has while the probe is the same: so the probe says what is read.
        var read = new ProbeRequest.Health($"{precondition.Source} {precondition.Url}") { Expect = new() { MaxBodyBytes = MetricsExchange.MaxPageBytes } };
        return new(NameOf(agreement, precondition), precondition.Interval, timeout, read);
    }

    /// <summary>A reading that did not take place, or could not tell.</summary>
    public static PreconditionSample Unknown(string service, string agreement, string precondition, Instant at, string why) =>
        new() { Service = service, Agreement = agreement, Precondition = precondition, ReadAt = at, Failure = why };

    /// <inheritdoc />
    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        var run = await _transport.SendAsync(scheduledAt, scheduleDelay, trace, stopping).ConfigureAwait(false);
        var at = run.Result.ScheduledAt + run.Result.ScheduleDelay + (run.Result.FirstByte ?? run.Result.Duration);
        var sample = _exchange.Value(run.Result) is { } value
            ? new PreconditionSample { Service = _service.Name, Agreement = _agreement, Precondition = _precondition.Name, ReadAt = at, Value = value }
            : Unknown(_service.Name, _agreement, _precondition.Name, at, run.Result.Detail ?? run.Result.Outcome.Name());
        Say(sample.Failure);
        return run with { Sample = sample };
    }

    /// <inheritdoc />
    public void Dispose() => _transport.Dispose();

    private void Say(string? failure)
    {
        if (failure is null == !_saidFailing)
        {
            return;
        }

        _saidFailing = failure is not null;
        if (failure is null)
        {
            ReadAgain(_precondition.Name, _agreement);
        }
        else
        {
            NotRead(_precondition.Name, _agreement, _exchange.Address.GetLeftPart(UriPartial.Path), failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "precondition {Precondition} of {Agreement} cannot be read from {Address}, so that the time counts: {Failure}")]
    private partial void NotRead(string precondition, string agreement, string address, string failure);

    [LoggerMessage(LogLevel.Information, "precondition {Precondition} of {Agreement} is read again")]
    private partial void ReadAgain(string precondition, string agreement);
}
