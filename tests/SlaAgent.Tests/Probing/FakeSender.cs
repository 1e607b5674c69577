using System.Collections.Concurrent;
using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>A sender that succeeds at once, or when the test lets it.</summary>
internal sealed class FakeSender(ModelService service, Probe probe) : IProbeSender
{
    private int _running;
    private int _disposed;

    /// <summary>While set, probes run until it completes or they are given up.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>While set, probes break on it.</summary>
    public Exception? Mistake { get; set; }

    public ConcurrentQueue<Instant> Starts { get; } = new();

    public bool Overlapped { get; private set; }

    public int Disposed => Volatile.Read(ref _disposed);

    public ModelService Service => service;

    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        Overlapped |= Interlocked.Increment(ref _running) > 1;
        Starts.Enqueue(scheduledAt);
        try
        {
            if (Hold is { } hold)
            {
                await hold.Task.WaitAsync(stopping);
            }

            return new(
                new ProbeResult
                {
                    Service = service.Name,
                    Probe = probe.Name,
                    ScheduledAt = scheduledAt,
                    ScheduleDelay = scheduleDelay,
                    Interval = probe.Interval,
                    Outcome = Mistake is null ? Outcome.Success : Outcome.AgentError,
                },
                null) { Mistake = Mistake };
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Dispose() => Interlocked.Increment(ref _disposed);
}
