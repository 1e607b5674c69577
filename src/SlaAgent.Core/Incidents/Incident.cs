using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// One episode of one alert, from its true start to its end. What identifies it never changes; its annotations follow what is measured.
/// </summary>
public sealed record Incident
{
    /// <summary>Stable id: it is the same after a restart.</summary>
    public required string Id { get; init; }

    /// <summary>The alert's labels, <c>alertname</c> among them: its identity, so nothing in them ever changes during an episode.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>Values and words for people; may change during the episode.</summary>
    public required LabelSet Annotations { get; init; }

    /// <summary>Name of the alert.</summary>
    public string AlertName => Labels.Find("alertname") ?? "";

    /// <summary>The service concerned; null for the agent's own alerts.</summary>
    public string? Service => Labels.Find("service");

    /// <summary>The agreement concerned; null for a service's own alerts.</summary>
    public string? Agreement => Labels.Find("sla");

    /// <summary>The objective concerned; null for a service's own alerts.</summary>
    public string? Objective => Labels.Find("objective");

    /// <summary>How urgent it is.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>The true start of the episode (wall time); never moves.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The true end (wall time); null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Receivers it goes to; null for all.</summary>
    public EquatableArray<string>? Receivers { get; init; }

    /// <summary>Who has taken it on; null for nobody yet.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>Steps of the agreement's escalation that were reached, in that order.</summary>
    public EquatableArray<Escalation> Escalations { get; init; }

    /// <summary>Its number among the agent's incidents, from 1 on; 0 for one from before they were numbered, and for what people are told without an incident.</summary>
    public long Number { get; init; }

    /// <summary>Its priority by the agreement's consequences (<c>P1</c>); null where none is agreed, or none follow from this alert.</summary>
    public string? Priority { get; init; }

    /// <summary>How bad it was at its worst; null where that cannot be said of this alert.</summary>
    public IncidentGrade? Grade { get; init; }

    /// <summary>Most of the whole window's budget that was spent while it was open, 1 for all of it; null where there is none.</summary>
    public double? BudgetSpent { get; init; }

    /// <summary>Largest share of bad events over a short window while it was open; null where it is not known.</summary>
    public double? Depth { get; init; }

    /// <summary>What happened in it, oldest first; bounded.</summary>
    public EquatableArray<IncidentEvent> Timeline { get; init; }

    /// <summary>When it was closed: it has ended, and nothing is owed for it any more, or somebody said so; null before.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it; null where nobody did or where the agent did.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Why events were bad since the run of them began that led to it, the commonest first: how many, by reason. Counts of the last minute before a kill may be missing.</summary>
    public EquatableArray<ReasonCount> Reasons { get; init; }

    /// <summary>Whether it is no incident but a statement that somebody sent: it ends when it begins.</summary>
    public bool IsStatement => AlertName == AlertLabels.Statement;

    /// <summary>Whether the episode goes on.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>Whether it has ended, and something is still owed for it. One from before incidents were closed is over.</summary>
    public bool IsResolved => EndedAt is not null && ClosedAt is null && Number > 0;

    /// <summary>The first bad sample of the run that led to it (wall time); null where there was none.</summary>
    public DateTimeOffset? FirstBadAt => TimeOf(IncidentEventKinds.FirstBad);

    /// <summary>When the agent opened it (wall time); null for one from before that was noted.</summary>
    public DateTimeOffset? OpenedAt => TimeOf(IncidentEventKinds.Opened);

    /// <summary>Time from the first bad sample to the opening; null where either is not known.</summary>
    public TimeSpan? TimeToDetect => FirstBadAt is { } bad && OpenedAt >= bad ? OpenedAt - bad : null;

    /// <summary>Time from the opening to the acknowledgement; null where there was none.</summary>
    public TimeSpan? TimeToAcknowledge => Acknowledgement is { } taken && (OpenedAt ?? StartedAt) is var opened && taken.At >= opened ? taken.At - opened : null;

    /// <summary>Whether <paramref name="receiver"/> is told of it.</summary>
    public bool GoesTo(string receiver) => IsFirstToldTo(receiver) || EscalationTo(receiver) is not null;

    /// <summary>The escalation by which <paramref name="receiver"/> is told; null where it is told from the start, or not at all.</summary>
    public Escalation? EscalationTo(string receiver) =>
        IsFirstToldTo(receiver) ? null : Escalations.FirstOrDefault(escalation => escalation.Receivers.Contains(receiver));

    private DateTimeOffset? TimeOf(string kind)
    {
        foreach (var happened in Timeline.AsSpan())
        {
            if (happened.Kind == kind)
            {
                return happened.At;
            }
        }

        return null;
    }

    private bool IsFirstToldTo(string receiver) => Receivers is not { } names || names.Contains(receiver);
}
