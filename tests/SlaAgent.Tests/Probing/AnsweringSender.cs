using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>A sender whose answers the test chooses: an outcome, a status, and a time to come back.</summary>
internal sealed class AnsweringSender(string service, Probe probe, Func<Instant, (Outcome Outcome, int Status, TimeSpan? RetryAfter)> answer) : IProbeSender
{
    public List<Instant> Asked { get; } = [];

    public Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        Asked.Add(scheduledAt);
        var (outcome, status, retryAfter) = answer(scheduledAt);
        var result = new ProbeResult
        {
            Service = service,
            Probe = probe.Name,
            ScheduledAt = scheduledAt,
            ScheduleDelay = scheduleDelay,
            Interval = probe.Interval,
            Outcome = outcome,
            Status = status,
        };
        return Task.FromResult(new ProbeRun(result, null) { RetryAfter = retryAfter });
    }

    public void Dispose()
    {
    }
}
