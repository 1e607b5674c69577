namespace SlaAgent.Http;

/// <summary>Something owed since a breach. <c>status</c> is <c>open</c>, <c>overdue</c> or <c>done</c>; <c>draft</c> is the text drafted for a statement that is owed, <c>statement</c> the one that was sent.</summary>
internal sealed record ApiObligation(
    string Id,
    string Kind,
    string Sla,
    string? Objective,
    string Incident,
    long IncidentNumber,
    string Status,
    DateTimeOffset OpenedAt,
    DateTimeOffset DueAt,
    string Because,
    IReadOnlyList<string> Receivers,
    DateTimeOffset? RemindedAt,
    DateTimeOffset? DoneAt,
    string? DoneBy,
    string? Note,
    string? Draft,
    string? Statement);
