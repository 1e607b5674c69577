namespace SlaAgent.Http;

/// <summary>Time that was excluded after the fact.</summary>
internal sealed record ApiAdjustment(
    string Id, string Sla, string By, string Reason, DateTimeOffset At, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ApiAdjustedObjective> Objectives);
