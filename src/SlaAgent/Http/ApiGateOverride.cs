namespace SlaAgent.Http;

/// <summary>An override of a deployment gate. A <c>critical</c> one let one deployment pass, and lasted no time.</summary>
internal sealed record ApiGateOverride(
    string Id,
    string Sla,
    string By,
    string Reason,
    DateTimeOffset From,
    DateTimeOffset Until,
    bool Critical,
    bool Active,
    DateTimeOffset? EndedAt,
    string? EndedBy);
