namespace SlaAgent.Http;

/// <summary>An incident as the API shows it.</summary>
internal sealed record ApiIncident(
    string Id,
    string Alert,
    string? Service,
    string? Sla,
    string? Objective,
    string Severity,
    bool Open,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    ApiAcknowledgement? Acknowledgement,
    IReadOnlyList<ApiEscalation> Escalations,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>Its number, from 1 on; 0 for one from before incidents were numbered.</summary>
    public long Number { get; init; }

    /// <summary><c>open</c>, <c>resolved</c> (it has ended, and something is owed for it) or <c>closed</c>.</summary>
    public string State { get; init; } = "open";

    /// <summary>Its priority by the agreement; null for none.</summary>
    public string? Priority { get; init; }

    /// <summary><c>minor</c>, <c>major</c> or <c>critical</c>, at its worst; null where it is not known.</summary>
    public string? Grade { get; init; }

    /// <summary>Most of the window's budget that was spent while it was open; null where there is none.</summary>
    public double? BudgetSpent { get; init; }

    /// <summary>Largest share of bad events over the shortest burn window; null where it is not known.</summary>
    public double? Depth { get; init; }

    /// <summary>Why events were bad, the commonest first.</summary>
    public IReadOnlyList<ApiReasonCount> Reasons { get; init; } = [];

    /// <summary>What happened, oldest first; null in lists.</summary>
    public IReadOnlyList<ApiIncidentEvent>? Timeline { get; init; }

    /// <summary>When it was closed; null before.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it; null where nobody did.</summary>
    public string? ClosedBy { get; init; }
}
