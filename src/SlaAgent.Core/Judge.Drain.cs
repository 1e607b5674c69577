using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly HashSet<string> _endedDrains = new(StringComparer.Ordinal);

    /// <summary>Results that wait for a draining to be confirmed or not.</summary>
    public IReadOnlyList<Sample> HeldResults => [.. _services.Values.SelectMany(service => service.Tracker.Drain.Held)];

    /// <summary>Whether any service is draining.</summary>
    public bool IsDraining => _services.Values.Any(service => service.Tracker.Drain.IsActive);

    /// <summary>Held results that were too many to keep, since this process began.</summary>
    public long HeldDropped => _services.Values.Sum(service => service.Tracker.Drain.Dropped);

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

    /// <summary>
    /// The agent itself was told to stop: what is held is waived, and so is what still comes of services that drain. Where the ten minutes are over, it
    /// comes too late, and what is held counts.
    /// </summary>
    public void ConfirmDrain(ClockReading clock)
    {
        _clock = clock;
        foreach (var entry in _services.Values.Where(entry => entry.Tracker.Drain is { IsActive: true, IsConfirmed: false }))
        {
            if (entry.Tracker.Drain.IsOverdue(clock.Now))
            {
                Release(entry);
            }
            else
            {
                entry.Tracker.Drain.Confirm();
                _endedDrains.Add(entry.Tracker.Service.Name);
                DeliverAll(entry);
            }
        }
    }

    /// <summary>
    /// What changed about drains since the last call. It belongs into one transaction with what <see cref="DrainSlots"/> gives at the same moment: what is
    /// counted is no longer held.
    /// </summary>
    public DrainChanges TakeDrainChanges(ClockReading clock)
    {
        if (_endedDrains.Count == 0 && !IsDraining)
        {
            return DrainChanges.None;
        }

        List<string> ended = [.. _endedDrains];
        _endedDrains.Clear();
        var began = new List<DrainStart>();
        var held = new List<Sample>();
        foreach (var (name, entry) in _services)
        {
            var (replacesAll, isNew, results) = entry.Tracker.Drain.TakeUnsaved(clock.WallOffset);
            if (replacesAll)
            {
                ended.Add(name);
            }

            if (isNew)
            {
                began.Add(new DrainStart(name, clock.ToWall(entry.Tracker.Drain.Since!.Value)));
            }

            held.AddRange(results.Select(sample => sample.Moved(clock.WallOffset)));
        }

        return new DrainChanges(ended, began, held);
    }

    private void Release(ServiceEntry entry)
    {
        entry.Tracker.Drain.End();
        _endedDrains.Add(entry.Tracker.Service.Name);
        entry.Tracker.ShowDraining(false, _clock);
        MarkChanged(entry);
        DeliverAll(entry);
    }

    private void DeliverAll(ServiceEntry entry)
    {
        foreach (var result in entry.Tracker.Drain.Take())
        {
            if (_routes.TryGetValue((result.Service, result.Asked), out var route))
            {
                Deliver(route, result);
            }
        }
    }

    private void MarkChanged(ServiceEntry service)
    {
        foreach (var entry in _objectives.Where(entry => entry.Service == service))
        {
            entry.MarkChanged();
        }
    }
}
