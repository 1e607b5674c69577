namespace SlaAgent.Http;

/// <summary>A row of a burn-rate alert as the API shows it; windows as <c>1h</c>, <c>5m</c>.</summary>
internal sealed record ApiBurnRate(string Severity, string Long, string Short, double? LongValue, double? ShortValue, decimal Factor, bool Firing);
