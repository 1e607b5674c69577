namespace SlaAgent.Http;

/// <summary>An incident as the API shows it.</summary>
internal sealed record ApiIncident(
    string Id,
    string Alert,
    string? Service,
    string? Sla,
    string? Objective,
    string Severity,
    bool Open,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    ApiAcknowledgement? Acknowledgement,
    IReadOnlyList<ApiEscalation> Escalations,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations);
