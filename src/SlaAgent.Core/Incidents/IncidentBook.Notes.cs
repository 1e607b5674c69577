using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Incidents;

internal sealed partial class IncidentBook
{
    /// <summary>The versions of the models.</summary>
    public VersionBook Versions { get; } = new();

    /// <summary>Notes who took an open incident on.</summary>
    public Incident Acknowledge(Incident incident, Acknowledgement taken)
    {
        var text = $"{Words.Quote(taken.By)} took it on{(taken.Note is { Length: > 0 } note ? ": " + Words.Quote(note) : "")}";
        return Replace(incident, With(incident, new(taken.At, IncidentEventKinds.Acknowledged, text)) with { Acknowledgement = taken }, moved: true);
    }

    /// <summary>Takes back what could not be kept.</summary>
    public Incident Unacknowledge(Incident incident) =>
        Replace(incident, incident with { Acknowledgement = null, Timeline = Without(incident, IncidentEventKinds.Acknowledged) }, moved: true);

    /// <summary>Notes a step of the escalation of an open incident.</summary>
    public Incident Escalate(Incident incident, Escalation step)
    {
        var happened = new IncidentEvent(step.At, IncidentEventKinds.Escalated, $"nobody had taken it on {Words.Span(step.After)} after it began: {string.Join(", ", step.Receivers)} told");
        return Replace(incident, With(incident, happened) with { Escalations = [.. incident.Escalations, step] }, moved: true);
    }

    /// <summary>Notes how bad an open incident is at its worst, and says so where it has become worse than it was.</summary>
    public Incident Measure(Incident incident, in IncidentMeasure worst, IncidentReasons reasons, DateTimeOffset at)
    {
        var grade = IncidentGrading.Of(worst.BudgetSpent, worst.Depth);
        var changed = incident with { BudgetSpent = worst.BudgetSpent, Depth = worst.Depth, Grade = grade, Reasons = reasons.Show() };
        if (grade > incident.Grade)
        {
            changed = With(changed, new(at, IncidentEventKinds.Graded, $"now {grade.Value.Name()}: {Measured(worst)}"));
        }

        return changed == incident ? incident : Replace(incident, changed);
    }

    /// <summary>Notes an event in all open incidents that <paramref name="concerns"/> says yes to.</summary>
    public void Note(Func<Incident, bool> concerns, IncidentEvent happened)
    {
        foreach (var incident in _open.Where(concerns).ToList())
        {
            Replace(incident, With(incident, happened));
        }
    }

    /// <summary>Notes that a version of a service's model was seen; where it is another than before, in its open incidents too.</summary>
    public void SeeVersion(string service, string source, string version, DateTimeOffset at)
    {
        if (Versions.See(service, source, version, at) is { } seen)
        {
            Note(incident => incident.Service == service, seen);
        }
    }

    /// <summary>Notes in an incident from before a restart the versions that it does not know of.</summary>
    public void NoteVersions(Incident adopted)
    {
        foreach (var seen in Versions.Of(adopted.Service).Where(seen => !adopted.Timeline.Any(known => known.Kind == seen.Kind && known.Text == seen.Text)).ToList())
        {
            Note(incident => incident.Id == adopted.Id, seen);
        }
    }

    /// <summary>Closes what has ended and for which nothing is owed.</summary>
    public void CloseSettled(Func<string, bool> isOwed, DateTimeOffset now)
    {
        for (var i = 0; i < _resolved.Count; i++)
        {
            if (!isOwed(_resolved[i].Id))
            {
                Close(_resolved[i--], null, null, now);
            }
        }
    }

    /// <summary>Closes an incident that has ended.</summary>
    /// <param name="resolved">The incident.</param>
    /// <param name="by">Who says so; null where nothing is owed for it.</param>
    /// <param name="note">What they say; null for nothing.</param>
    /// <param name="at">When.</param>
    public Incident Close(Incident resolved, string? by, string? note, DateTimeOffset at)
    {
        var text = by is null ? "nothing is owed for it" : $"{Words.Quote(by)} closed it{(note is { Length: > 0 } ? ": " + Words.Quote(note) : "")}";
        var closed = With(resolved, new(at, IncidentEventKinds.Closed, text)) with { ClosedAt = at, ClosedBy = by };
        _resolved.Remove(resolved);
        Keep(closed);
        Changed(closed, moved: true);
        return closed;
    }

    /// <summary>Takes a closing back that could not be kept.</summary>
    public void Reopen(Incident closed)
    {
        var resolved = closed with { ClosedAt = null, ClosedBy = null, Timeline = Without(closed, IncidentEventKinds.Closed) };
        _closed.Remove(closed);
        Keep(resolved);
        Changed(resolved, moved: true);
    }

    private static Incident With(Incident incident, IncidentEvent happened) => incident with { Timeline = IncidentTimeline.With(incident.Timeline, happened) };

    private static EquatableArray<IncidentEvent> Without(Incident incident, string kind) => [.. incident.Timeline.Where(happened => happened.Kind != kind)];

    private static string Measured(in IncidentMeasure worst) => (worst.BudgetSpent, worst.Depth) switch
    {
        ({ } spent, { } depth) => $"{Words.Percent(spent)} of the budget spent, {Words.Percent(depth)} failing at its worst",
        ({ } spent, null) => $"{Words.Percent(spent)} of the budget spent",
        (_, { } depth) => $"{Words.Percent(depth)} failing at its worst",
        _ => "",
    };

    private static string Name(Incident incident) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{incident.AlertName} ({incident.Severity.Name()}), incident {incident.Number}");

    /// <summary>Whether both are about the same objective, or one is about its service.</summary>
    private static bool AreRelated(Incident one, Incident other) =>
        one.Service is not null && one.Service == other.Service && IsOfServiceOrObjective(one) && IsOfServiceOrObjective(other)
        && (one.Agreement is null || other.Agreement is null || (one.Agreement == other.Agreement && one.Objective == other.Objective));

    private static bool IsOfServiceOrObjective(Incident incident) => incident.Number > 0 && (incident.Agreement is null || incident.Objective is not null);

    private EquatableArray<IncidentEvent> Beginning(Incident incident, DateTimeOffset openedAt, IncidentEvent? firstBad)
    {
        var events = new List<IncidentEvent>(Versions.Of(incident.Service));
        events.AddRange(firstBad is null ? [] : [firstBad]);
        var since = firstBad is not null && firstBad.At < incident.StartedAt ? firstBad.At : incident.StartedAt;
        foreach (var other in All().Where(other => AreRelated(incident, other) && (other.IsOpen || other.EndedAt >= since)))
        {
            events.Add(new(other.OpenedAt ?? other.StartedAt, IncidentEventKinds.Alert, $"{Name(other)} opened"));
            events.AddRange(other.EndedAt is { } ended ? [new(ended, IncidentEventKinds.AlertEnded, $"{Name(other)} ended")] : Array.Empty<IncidentEvent>());
        }

        events.Add(new(openedAt, IncidentEventKinds.Opened, Words.Quote(incident.Annotations.Find("summary") ?? incident.AlertName)));
        EquatableArray<IncidentEvent> timeline = [];
        foreach (var happened in events)
        {
            timeline = IncidentTimeline.With(timeline, happened);
        }

        return timeline;
    }

    private void TellRelated(Incident incident, IncidentEvent happened) => Note(other => other.Id != incident.Id && AreRelated(incident, other), happened);
}
