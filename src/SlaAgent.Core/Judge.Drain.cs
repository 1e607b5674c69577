using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>Results that wait for a draining to be confirmed or not; to be made durable, since they may count after all.</summary>
    public IReadOnlyList<ProbeResult> HeldResults => [.. _services.Values.SelectMany(service => service.Tracker.Drain.Held)];

    /// <summary>Whether any service is draining.</summary>
    public bool IsDraining => _services.Values.Any(service => service.Tracker.Drain.IsActive);

    /// <summary>
    /// A service is about to be stopped on purpose: its results are held and nothing opens or closes. They count after all when ten minutes pass without
    /// <see cref="ConfirmDrain"/>, or when the service comes back.
    /// </summary>
    /// <param name="service">The service; null for all.</param>
    /// <param name="clock">The present reading.</param>
    /// <returns>False where there is no such service.</returns>
    public bool BeginDrain(string? service, ClockReading clock)
    {
        _clock = clock;
        var found = false;
        foreach (var (name, entry) in _services)
        {
            if (service is null || name == service)
            {
                found = true;
                entry.Tracker.Drain.Begin(clock.Now);
                entry.Tracker.ShowDraining(true, clock);
                MarkChanged(entry);
            }
        }

        return found;
    }

    /// <summary>The agent itself was told to stop: what is held is waived, and so is what still comes of services that drain.</summary>
    public void ConfirmDrain(ClockReading clock)
    {
        _clock = clock;
        foreach (var entry in _services.Values.Where(entry => entry.Tracker.Drain.IsActive))
        {
            entry.Tracker.Drain.Confirm();
            DeliverAll(entry);
        }
    }

    private void Release(ServiceEntry entry)
    {
        entry.Tracker.Drain.End();
        entry.Tracker.ShowDraining(false, _clock);
        MarkChanged(entry);
        DeliverAll(entry);
    }

    private void DeliverAll(ServiceEntry entry)
    {
        foreach (var result in entry.Tracker.Drain.Take())
        {
            if (_routes.TryGetValue((result.Service, result.Probe), out var route))
            {
                Deliver(route, result);
            }
        }
    }

    private void MarkChanged(ServiceEntry service)
    {
        foreach (var entry in _objectives.Where(entry => entry.Service == service))
        {
            entry.State.IsChanged = true;
        }
    }
}
