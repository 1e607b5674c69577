using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>Reads the page that says whether a service is scaled to nothing, over a connection of its own.</summary>
/// <param name="exchange">What is asked and how it is read.</param>
/// <param name="transport">Carries the request; owned.</param>
internal sealed class AwakeReader(SingleMetricExchange exchange, IProbeSender transport) : IDisposable
{
    /// <summary>Where the page is.</summary>
    public Uri Address => exchange.Address;

    /// <summary>Lines of the page that was read last that could not be used.</summary>
    public long BadLines => exchange.BadLines;

    /// <summary>The reader of what says whether <paramref name="service"/> is scaled to nothing; null where nothing does.</summary>
    public static AwakeReader? Of(ModelService service, Probe reading, TimeProvider time, AddressResolver? resolver) =>
        TrafficCatalog.PrepareAwake(service) is { } exchange
            ? new(exchange, new ProbeTransport(TrafficTarget.At(service, exchange.Address), reading, exchange, time, resolver))
            : null;

    /// <summary>Reads the page once.</summary>
    public async Task<AwakeReading> ReadAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        var run = await transport.SendAsync(scheduledAt, scheduleDelay, trace, stopping).ConfigureAwait(false);
        return new(run, exchange.Value(run.Result) is { } value ? value > 0 : null);
    }

    /// <inheritdoc />
    public void Dispose() => transport.Dispose();
}
