namespace SlaAgent.Http;

/// <summary>An incident that closes a gate, or would without an override. <c>number</c> is null for one that has none.</summary>
internal sealed record ApiGateIncident(string Id, long? Number, string? Objective, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);
