namespace SlaAgent.Core.Snapshots;

/// <summary>The state in which a service was before a restart.</summary>
/// <param name="Service">The service.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Wall time at which it entered the state.</param>
public sealed record PastState(string Service, ServiceState State, DateTimeOffset Since);
