using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of one service.</summary>
/// <param name="Name">The service.</param>
/// <param name="State">Its state; null before anything is known.</param>
/// <param name="Since">Wall time at which it entered the state; null before anything is known.</param>
/// <param name="Probes">In the order written.</param>
public sealed record ServiceStatus(string Name, ServiceState? State, DateTimeOffset? Since, EquatableArray<ProbeStatus> Probes)
{
    /// <summary>Whether users are served: up or degraded.</summary>
    public bool IsUp => State is ServiceState.Up or ServiceState.Degraded;
}
