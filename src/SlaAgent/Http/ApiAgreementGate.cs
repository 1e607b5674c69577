namespace SlaAgent.Http;

/// <summary>The deployment gate of one agreement. <c>since</c> is since when it is closed or open again; <c>override</c> is the one in force.</summary>
internal sealed record ApiAgreementGate(
    string Sla,
    string Service,
    string Gate,
    string Reason,
    DateTimeOffset? Since,
    ApiGateOverride? Override,
    IReadOnlyList<ApiGateIncident> Incidents);
