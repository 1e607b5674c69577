namespace SlaAgent.Http;

/// <summary>What an objective came to in a period that is over.</summary>
internal sealed record ApiPeriodObjective(string Name, long Good, long Events, double? Compliance, double? Coverage, string Status);
