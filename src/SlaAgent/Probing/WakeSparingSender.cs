using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Probing;

/// <summary>Sends a probe unless its service is scaled to nothing, which the probe would wake: then its result says so, and nothing is on the wire.</summary>
/// <param name="service">Name of the probe's service.</param>
/// <param name="probe">The probe.</param>
/// <param name="asleep">Why the probe is not to be sent now; null where it is.</param>
/// <param name="inner">Sends it; owned.</param>
internal sealed class WakeSparingSender(string service, Probe probe, Func<string?> asleep, IProbeSender inner) : IProbeSender
{
    /// <inheritdoc />
    public Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        return asleep() is { } reason
            ? Task.FromResult(new ProbeRun(LeftAlone(scheduledAt, scheduleDelay, reason), null))
            : inner.SendAsync(scheduledAt, scheduleDelay, trace, stopping);
    }

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();

    private ProbeResult LeftAlone(Instant scheduledAt, TimeSpan scheduleDelay, string reason) => new()
    {
        Service = service,
        Probe = probe.Name,
        ScheduledAt = scheduledAt,
        ScheduleDelay = scheduleDelay,
        Interval = probe.Interval,
        Outcome = Outcome.Skipped,
        LeftAsleep = true,
        Detail = "not sent: " + reason,
    };
}
