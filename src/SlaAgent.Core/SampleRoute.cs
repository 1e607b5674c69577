using SlaAgent.Core.Incidents;

namespace SlaAgent.Core;

/// <summary>Where the samples of one source go: those of a probe of health or inference, of load, or of the server's own metrics.</summary>
/// <param name="Service">The service.</param>
/// <param name="Probe">The probe of health or inference; null for the others.</param>
/// <param name="Objectives">The objectives judged on it.</param>
internal sealed record SampleRoute(ServiceEntry Service, ProbeTracker? Probe, ObjectiveEntry[] Objectives);
