namespace SlaAgent.Http;

/// <summary>One verdict, for Argo Rollouts, KEDA and the like: always with status 200, never NaN. <c>gate</c> is the agreement's deployment gate; null where it closes none.</summary>
internal sealed record ApiVerdict(
    string Verdict,
    bool Ok,
    string Sla,
    string? Objective,
    string Reason,
    double? Compliance,
    decimal? Target,
    double? ErrorBudgetRemaining,
    long? Events,
    string? Gate);
