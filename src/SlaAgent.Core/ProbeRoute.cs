using SlaAgent.Core.Incidents;

namespace SlaAgent.Core;

/// <summary>Where the results of one probe go.</summary>
internal sealed record ProbeRoute(ServiceEntry Service, ProbeTracker Probe, ObjectiveEntry[] Objectives);
