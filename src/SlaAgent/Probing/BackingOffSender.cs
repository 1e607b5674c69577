using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Traffic;

namespace SlaAgent.Probing;

/// <summary>Sends an inference probe unless it is held back because its server is saturated: then its result says so, and nothing is on the wire.</summary>
/// <param name="service">The probe's service.</param>
/// <param name="probe">The probe.</param>
/// <param name="clock">The agent's clock.</param>
/// <param name="waiting">Requests waiting in the server by its last reading; null where that is not known or long ago.</param>
/// <param name="inner">Sends it; owned.</param>
internal sealed class BackingOffSender(ModelService service, Probe probe, AgentClock clock, Func<double?> waiting, IProbeSender inner) : IProbeSender
{
    private readonly BackOff _backOff = new(service.Saturation, probe.Interval);

    /// <summary>What carries out <paramref name="probe"/>: over the wire, as a span, and held back where its server is saturated or scaled to nothing.</summary>
    /// <param name="service">The probe's service.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="traffic">Knows how many requests wait, and whether the service sleeps.</param>
    /// <param name="keepsChunks">Whether the time of each chunk of a stream is kept.</param>
    public static IProbeSender Of(ModelService service, Probe probe, AgentClock clock, TrafficScraper traffic, bool keepsChunks)
    {
        var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe, keepsChunks), clock.Time);
        var backingOff = Around(new TracedProbeSender(service.Name, probe.Name, service.Url, transport), service, probe, clock, () => traffic.WaitingIn(service.Name));
        return new WakeSparingSender(service.Name, probe, () => traffic.AsleepBecause(service.Name, probe.Request is ProbeRequest.Health), backingOff);
    }

    /// <summary><paramref name="sender"/>, held back where <paramref name="probe"/> is one that its service holds back: health is always asked for.</summary>
    public static IProbeSender Around(IProbeSender sender, ModelService service, Probe probe, AgentClock clock, Func<double?> waiting) =>
        service.Saturation.BackOff && probe.Request is ProbeRequest.Inference ? new BackingOffSender(service, probe, clock, waiting, sender) : sender;

    /// <inheritdoc />
    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (_backOff.Hold(scheduledAt, waiting()) is { } reason)
        {
            return new(HeldBack(scheduledAt, scheduleDelay, reason), null);
        }

        var held = _backOff.Held;
        var run = await inner.SendAsync(scheduledAt, scheduleDelay, trace, stopping).ConfigureAwait(false);
        _backOff.Answered(run.Result, run.RetryAfter, clock.Now, waiting());
        return held == 0 ? run : run with { Result = run.Result with { HeldBefore = held } };
    }

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();

    private ProbeResult HeldBack(Instant scheduledAt, TimeSpan scheduleDelay, string reason) => new()
    {
        Service = service.Name,
        Probe = probe.Name,
        ScheduledAt = scheduledAt,
        ScheduleDelay = scheduleDelay,
        Interval = probe.Interval,
        Outcome = Outcome.Skipped,
        BackedOff = true,
        Detail = "held back: " + reason,
    };
}
