namespace SlaAgent.Http;

/// <summary>A service as the API shows it.</summary>
internal sealed record ApiService(
    string Name,
    string Server,
    string? Model,
    string? ModelVersion,
    string? State,
    DateTimeOffset? Since,
    bool Up,
    IReadOnlyList<ApiProbe> Probes);
