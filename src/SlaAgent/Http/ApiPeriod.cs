namespace SlaAgent.Http;

/// <summary>The final figures of a period of the calendar that is over.</summary>
internal sealed record ApiPeriod(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ApiPeriodObjective> Objectives);
