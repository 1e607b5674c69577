using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Presets;

/// <summary>How a kind of server is asked for its health.</summary>
/// <param name="Path">Template of the path, see <see cref="PathTemplate"/>.</param>
/// <param name="Rule">What says yes.</param>
/// <param name="NotReadyStatuses">Statuses by which such a server says that it is not ready, rather than that it failed.</param>
internal sealed record HealthPreset(string Path, HealthRule Rule, EquatableArray<int> NotReadyStatuses);
