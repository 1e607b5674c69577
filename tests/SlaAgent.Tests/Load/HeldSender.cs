using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Load;

namespace SlaAgent.Tests.Load;

/// <summary>Answers when it is told to, and notes what it was asked.</summary>
internal sealed class HeldSender(Task released, Action<Arrival>? asked = null) : ILoadSender
{
    private int _running;

    public bool Overlapped { get; private set; }

    public bool IsDisposed { get; private set; }

    public async Task<ProbeResult> SendAsync(Arrival arrival, Instant due, TimeSpan lag, CancellationToken stopping)
    {
        Overlapped |= Interlocked.Increment(ref _running) > 1;
        asked?.Invoke(arrival);
        await released.WaitAsync(stopping);
        Interlocked.Decrement(ref _running);
        return new ProbeResult
        {
            Service = "chat",
            Probe = "capacity",
            ScheduledAt = due,
            ScheduleDelay = lag,
            Interval = TimeSpan.FromMinutes(1),
            Outcome = Outcome.Success,
            Phases = new Phases { Wait = TimeSpan.FromMilliseconds(1) },
        };
    }

    public void Dispose() => IsDisposed = true;
}
