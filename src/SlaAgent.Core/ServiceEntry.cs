using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core;

/// <summary>A service under judgement.</summary>
internal sealed class ServiceEntry
{
    public ServiceEntry(ModelService service, IncidentBook book)
    {
        Tracker = new ServiceTracker(service);
        Alerts = new ServiceAlerts(book, Tracker);
    }

    public ServiceTracker Tracker { get; }

    public ServiceAlerts Alerts { get; }

    /// <summary>Why the present time does not count for the service; null where it does.</summary>
    public string? WaivedBecause => Tracker.Drain.IsActive ? "draining" : Tracker.IsSleeping ? "sleeping" : Tracker.IsStarting ? "starting" : null;
}
