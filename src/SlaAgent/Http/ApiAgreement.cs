namespace SlaAgent.Http;

/// <summary>An agreement as the API shows it.</summary>
internal sealed record ApiAgreement(
    string Name,
    string Audience,
    string Service,
    string Scope,
    string Status,
    ApiWindow Window,
    IReadOnlyList<ApiObjective> Objectives,
    ApiPeriod? LastPeriod = null);
