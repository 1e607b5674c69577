namespace SlaAgent.Http;

/// <summary>A pause by hand. <c>status</c> is <c>active</c>, <c>overrun</c> (its planned end is over) or <c>ended</c>; <c>ending</c> says how it ended.</summary>
internal sealed record ApiPause(
    string Id,
    string Sla,
    IReadOnlyList<string> Objectives,
    string By,
    string Reason,
    string Status,
    DateTimeOffset From,
    DateTimeOffset PlannedEnd,
    DateTimeOffset LatestEnd,
    DateTimeOffset? EndedAt,
    string? Ending,
    string? EndedBy);
