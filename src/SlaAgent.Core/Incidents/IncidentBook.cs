using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Incidents;

/// <summary>All incidents that are open, the last that were closed, and what changed since the shell last asked.</summary>
internal sealed class IncidentBook
{
    private const int ClosedKept = 100;

    private readonly List<Incident> _open = [];
    private readonly List<Incident> _closed = [];
    private List<Incident> _changes = [];
    private EquatableArray<Incident>? _shown;

    /// <summary>Incidents that are open.</summary>
    public IReadOnlyList<Incident> Opened => _open;

    /// <summary>Takes over an incident from before a restart; it is no change.</summary>
    public void Adopt(Incident incident)
    {
        _open.Add(incident);
        _shown = null;
    }

    /// <summary>Shows an incident that ended before a restart; it is no change.</summary>
    public void Remember(Incident closed)
    {
        Keep(closed);
        _shown = null;
    }

    /// <summary>
    /// Opens an episode. Its id comes from its labels, its start and when it was opened: an alert that closes and opens again with the same true start is
    /// another episode, and receivers are told of it anew.
    /// </summary>
    public Incident Open(
        LabelSet labels,
        LabelSet annotations,
        AlertSeverity severity,
        DateTimeOffset startedAt,
        DateTimeOffset openedAt,
        EquatableArray<string>? receivers)
    {
        var incident = new Incident
        {
            Id = IdOf(labels, startedAt, openedAt), Labels = labels, Annotations = annotations, Severity = severity, StartedAt = startedAt, Receivers = receivers,
        };
        _open.Add(incident);
        Changed(incident);
        return incident;
    }

    /// <summary>An open incident as it is now, whatever was noted in it since <paramref name="incident"/>.</summary>
    public Incident Latest(Incident incident) => Find(incident.Id) ?? incident;

    /// <summary>An open incident; null where there is none of this id.</summary>
    public Incident? Find(string id) => _open.Find(incident => incident.Id == id);

    /// <summary>A closed incident that is still shown; null where there is none of this id.</summary>
    public Incident? FindClosed(string id) => _closed.Find(incident => incident.Id == id);

    /// <summary>Notes who took an open incident on.</summary>
    public Incident Acknowledge(Incident incident, Acknowledgement acknowledgement) => Replace(incident, incident with { Acknowledgement = acknowledgement });

    /// <summary>Takes back what could not be kept.</summary>
    public Incident Unacknowledge(Incident incident) => Replace(incident, incident with { Acknowledgement = null });

    /// <summary>Notes a step of the escalation of an open incident.</summary>
    public Incident Escalate(Incident incident, Escalation step) => Replace(incident, incident with { Escalations = [.. incident.Escalations, step] });

    /// <summary>Replaces the annotations of an open incident; no change where they are the same.</summary>
    public Incident Annotate(Incident incident, LabelSet annotations)
    {
        if (incident.Annotations == annotations)
        {
            return incident;
        }

        return Replace(incident, incident with { Annotations = annotations });
    }

    /// <summary>Ends an episode, never before its start, with its last annotations.</summary>
    public void Close(Incident incident, DateTimeOffset endedAt, LabelSet annotations)
    {
        _open.Remove(incident);
        var closed = incident with { Annotations = annotations, EndedAt = endedAt < incident.StartedAt ? incident.StartedAt : endedAt };
        Keep(closed);
        Changed(closed);
    }

    /// <summary>What opened, changed or closed since the last call, in that order of time.</summary>
    public IReadOnlyList<Incident> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        var taken = _changes;
        _changes = [];
        return taken;
    }

    /// <summary>Open and lately closed incidents, newest start first.</summary>
    public EquatableArray<Incident> Show() =>
        _shown ??= [.. _open.Concat(_closed).OrderByDescending(incident => incident.StartedAt)];

    private static string IdOf(LabelSet labels, DateTimeOffset startedAt, DateTimeOffset openedAt)
    {
        var hash = new StableHash();
        foreach (var (name, value) in labels.Pairs)
        {
            hash.Add(name);
            hash.Add(value);
        }

        hash.Add(startedAt.UtcTicks);
        hash.Add(openedAt.UtcTicks);
        return hash.ToString();
    }

    private Incident Replace(Incident incident, Incident changed)
    {
        _open[_open.IndexOf(incident)] = changed;
        Changed(changed);
        return changed;
    }

    private void Keep(Incident closed)
    {
        _closed.Add(closed);
        if (_closed.Count > ClosedKept)
        {
            _closed.RemoveAt(0);
        }
    }

    private void Changed(Incident incident)
    {
        _changes.Add(incident);
        _shown = null;
    }
}
