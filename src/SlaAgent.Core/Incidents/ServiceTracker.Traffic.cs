using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

internal sealed partial class ServiceTracker
{
    private Instant? _sleepSeenAt;

    // Whether it is only from before a restart that it is known to sleep: the first reading decides.
    private bool _sleepIsRecalled;

    /// <summary>What the server's own metrics say of a hung engine.</summary>
    public StallWatch Stall { get; } = new();

    /// <summary>Whether the server was put to sleep, by its own word. Nothing counts meanwhile.</summary>
    public bool IsSleeping => _sleepSeenAt is not null;

    /// <summary>Moves the state by a reading of the server's own metrics.</summary>
    public void Observe(TrafficSample sample, in ClockReading clock)
    {
        if (sample.IsSleeping)
        {
            FallAsleep(sample.To, clock);
            return;
        }

        if (sample.IsAwake || _sleepIsRecalled)
        {
            WakeUp(clock);
        }

        if (sample.Failure is not null || Service.Traffic is null)
        {
            return;
        }

        WakeUp(clock);
        if (IsStarting && Probes.Any(IsDeciding))
        {
            return;
        }

        _startingSince = null;
        var before = Stall.HungSince;
        Stall.Observe(sample, StallWatch.Window(Service.Traffic.Interval));
        if (Stall.HungSince is not null)
        {
            Enter(ServiceState.Down, clock);
        }
        else if (before is { } start)
        {
            EndHang(start, sample.To, clock);
        }
        else if (State is null or ServiceState.Starting && !Probes.Any(IsDeciding))
        {
            Enter(ServiceState.Up, clock);
        }
    }

    /// <summary>Continues a sleep from before a restart, until the first reading: what probes see of a server that sleeps blames nobody.</summary>
    public void ResumeSleeping(in ClockReading clock)
    {
        if (Service.Traffic is not null && DownSince is null)
        {
            (_sleepSeenAt, _sleepIsRecalled) = (clock.Now, true);
            Enter(ServiceState.Sleeping, clock);
        }
    }

    /// <summary>Continues a hang from before a restart.</summary>
    public void AdoptHung(Instant start, DateTimeOffset since)
    {
        Stall.Adopt(start);
        (State, Since, _shown) = (ServiceState.Down, _before is { State: ServiceState.Down } before ? before.Since : since, null);
    }

    private void FallAsleep(Instant at, in ClockReading clock)
    {
        (_sleepSeenAt, _sleepIsRecalled) = (at, false);
        DownSince = null;
        Stall.Clear();
        foreach (var probe in Probes)
        {
            probe.Forget();
        }

        if (!Drain.IsActive)
        {
            Enter(ServiceState.Sleeping, clock);
        }
    }

    private void WakeUp(in ClockReading clock)
    {
        if (IsSleeping)
        {
            (_sleepSeenAt, _sleepIsRecalled) = (null, false);
            Uncover(clock);
        }
    }

    /// <summary>A server that has not said for long that it sleeps is not known to.</summary>
    private void DoubtSleep(in ClockReading clock)
    {
        if (_sleepSeenAt is { } seen)
        {
            if (Service.Traffic is not { } traffic || clock.Now - seen > traffic.SleepBelieved)
            {
                WakeUp(clock);
            }
        }
    }

    /// <summary>A good answer to a request proves that tokens flow.</summary>
    private void NoteAnswer(ProbeTracker probe, ProbeResult result, in ClockReading clock)
    {
        if (!probe.IsHealth && Stall.HungSince is { } start)
        {
            Stall.Clear();
            EndHang(start, result.ScheduledAt, clock);
        }
    }

    private void EndHang(Instant start, Instant end, in ClockReading clock)
    {
        if (DownSince is null)
        {
            _finished.Add(new DownEpisode(start, end));
            Enter(IsAnyFailing() ? ServiceState.Degraded : ServiceState.Up, clock);
        }
    }
}
