using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>The state of one service, decided by its inference probes where it has any, else by its health probes.</summary>
internal sealed partial class ServiceTracker
{
    private readonly List<DownEpisode> _finished = [];
    private Instant? _startingSince;
    private bool _decidesByInference;
    private ServiceStatus? _shown;
    private (ServiceState State, DateTimeOffset Since)? _before;

    public ServiceTracker(ModelService service)
    {
        Service = service;
        Probes = [];
        Update(service);
    }

    public ModelService Service { get; private set; }

    public ProbeTracker[] Probes { get; private set; }

    /// <summary>The state; null before anything is known.</summary>
    public ServiceState? State { get; private set; }

    public DateTimeOffset? Since { get; private set; }

    /// <summary>Whether nothing counts yet because the service has not been up since the agent started beside it.</summary>
    public bool IsStarting => _startingSince is not null;

    /// <summary>The intended start of the first failed probe of the episode that goes on; null while the service is not down.</summary>
    public Instant? DownSince { get; private set; }

    /// <summary>The results held while the service is being drained.</summary>
    public DrainHold Drain { get; } = new();

    public bool IsDeciding(ProbeTracker probe) => probe.IsHealth != _decidesByInference;

    /// <summary>Takes the definition of a reload; probes that keep their name keep their runs.</summary>
    public void Update(ModelService service)
    {
        Service = service;
        _decidesByInference = service.Probes.Any(probe => probe.Request is not ProbeRequest.Health);
        Probes = [.. service.Probes.Select(Tracker)];
        _shown = null;
    }

    public void BeginStarting(in ClockReading clock)
    {
        _startingSince = clock.Now;
        Enter(ServiceState.Starting, clock);
    }

    /// <summary>Goes on with a start that an earlier process saw begin; where its grace is over, there is nothing to go on with.</summary>
    public void ResumeStarting(DateTimeOffset since, in ClockReading clock)
    {
        var start = Instant.Min(clock.FromWall(since), clock.Now);
        if (DownSince is null && clock.Now - start < Service.Down.StartupGrace)
        {
            _startingSince = start;
            Enter(ServiceState.Starting, clock);
        }
    }

    public void CancelStarting()
    {
        if (IsStarting)
        {
            _startingSince = null;
            (State, Since, _shown) = (null, null, null);
        }
    }

    /// <summary>Knows the state from before a restart: where the first one is the same, it has held since then.</summary>
    public void Remember(ServiceState state, DateTimeOffset since) => _before = (state, since);

    /// <summary>Continues an episode from before a restart.</summary>
    public void AdoptDown(Instant start, DateTimeOffset since)
    {
        DownSince = start;
        (State, Since, _shown) = (ServiceState.Down, _before is { State: ServiceState.Down } before ? before.Since : since, null);
        foreach (var probe in Probes.Where(IsDeciding))
        {
            probe.AdoptDown(Service.Down.After, start);
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(in ClockReading clock)
    {
        if (_startingSince is { } start && clock.Now - start >= Service.Down.StartupGrace)
        {
            CancelStarting();
        }

        DoubtSleep(clock);
    }

    /// <summary>Whether the time of this result does not count: the service is still starting, and this is not the success that ends it.</summary>
    public bool IsWaived(ProbeTracker probe, ProbeResult result) => IsStarting && !(result.Outcome == Outcome.Success && IsDeciding(probe));

    /// <summary>Moves the state by one result that counts.</summary>
    public void Observe(ProbeTracker probe, ProbeResult result, in ClockReading clock)
    {
        if (!result.Outcome.IsMeasurement() || !probe.Judge(result) || !IsDeciding(probe))
        {
            return;
        }

        _startingSince = null;
        if (result.Outcome == Outcome.Success)
        {
            NoteAnswer(probe, result, clock);
            Recover(probe);
        }
        else if (DownSince is null && IsEveryProbeDown())
        {
            DownSince = Probes.Where(IsDeciding).Max(decider => decider.DownRunStart);
        }

        Enter(IsEveryProbeDown() || Stall.HungSince is not null ? ServiceState.Down : DownSince is not null || IsAnyFailing() ? ServiceState.Degraded : ServiceState.Up, clock);
    }

    /// <summary>Enters or leaves draining, which hides the state underneath.</summary>
    public void ShowDraining(bool isDraining, in ClockReading clock)
    {
        if (isDraining)
        {
            Enter(ServiceState.Draining, clock);
        }
        else
        {
            Uncover(clock);
        }
    }

    /// <summary>Shows the state again that draining or sleeping has hidden.</summary>
    private void Uncover(in ClockReading clock)
    {
        if (Drain.IsActive)
        {
            Enter(ServiceState.Draining, clock);
        }
        else if (IsSleeping)
        {
            Enter(ServiceState.Sleeping, clock);
        }
        else if (IsStarting)
        {
            Enter(ServiceState.Starting, clock);
        }
        else if (DownSince is not null || Stall.HungSince is not null)
        {
            Enter(ServiceState.Down, clock);
        }
        else
        {
            (State, Since, _shown) = (null, null, null);
        }
    }

    /// <summary>The episodes that ended since the last call.</summary>
    public IReadOnlyList<DownEpisode> TakeFinished()
    {
        if (_finished.Count == 0)
        {
            return [];
        }

        DownEpisode[] taken = [.. _finished];
        _finished.Clear();
        return taken;
    }

    public ServiceStatus Show()
    {
        if (_shown is { } shown && shown.Probes.AsSpan().Length == Probes.Length && IsCurrent(shown))
        {
            return shown;
        }

        return _shown = new ServiceStatus(Service.Name, State, Since, [.. Probes.Select(probe => probe.Status)]);
    }

    private bool IsCurrent(ServiceStatus shown)
    {
        for (var i = 0; i < Probes.Length; i++)
        {
            if (!ReferenceEquals(shown.Probes[i], Probes[i].Status))
            {
                return false;
            }
        }

        return true;
    }

    private ProbeTracker Tracker(Probe probe)
    {
        var kept = Array.Find(Probes, tracker => tracker.Probe.Name == probe.Name && tracker.IsHealth == probe.Request is ProbeRequest.Health);
        kept?.Update(probe);
        return kept ?? new ProbeTracker(probe);
    }

    private void Recover(ProbeTracker probe)
    {
        if (DownSince is { } start && probe.UpRun >= Service.Down.Up)
        {
            if (Stall.HungSince is null)
            {
                _finished.Add(new DownEpisode(start, probe.UpRunStart));
            }

            DownSince = null;
        }
    }

    private bool IsEveryProbeDown()
    {
        var any = false;
        foreach (var probe in Probes)
        {
            if (IsDeciding(probe))
            {
                any = true;
                if (probe.DownRun < Service.Down.After)
                {
                    return false;
                }
            }
        }

        return any;
    }

    private bool IsAnyFailing()
    {
        foreach (var probe in Probes)
        {
            if (IsDeciding(probe) && probe.IsFailing)
            {
                return true;
            }
        }

        return false;
    }

    private void Enter(ServiceState state, in ClockReading clock)
    {
        if (State != state)
        {
            // Never later than now, where the wall clock was set back meanwhile.
            var since = _before is { } before && before.State == state && before.Since < clock.Wall ? before.Since : clock.Wall;
            (State, Since, _shown) = (state, since, null);
        }

        _before = null;
    }
}
