using SlaAgent.Core.Time;

namespace SlaAgent.Core.Load;

/// <summary>Which run of load is meant.</summary>
/// <param name="Service">Name of the service.</param>
/// <param name="Probe">Name of the probe.</param>
/// <param name="ScheduledAt">When the run was meant to start.</param>
public sealed record LoadIdentity(string Service, string Probe, Instant ScheduledAt);
