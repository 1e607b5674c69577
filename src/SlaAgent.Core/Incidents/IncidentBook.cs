using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Incidents;

/// <summary>All incidents that are open, those that ended and are not closed, the last that were closed, and what changed since the shell last asked.</summary>
internal sealed partial class IncidentBook
{
    private const int ClosedKept = 100;

    /// <summary>Incidents that ended and for which something is owed: more than these, and those that ended first go.</summary>
    private const int ResolvedKept = 1000;

    private readonly List<Incident> _open = [];
    private readonly List<Incident> _resolved = [];
    private readonly List<Incident> _closed = [];
    private readonly Dictionary<string, Incident> _amended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Incident> _moved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private List<Incident> _changes = [];
    private EquatableArray<Incident>? _shown;

    /// <summary>Incidents that are open.</summary>
    public IReadOnlyList<Incident> Opened => _open;

    /// <summary>The number of the last incident; 0 before the first.</summary>
    public long LastNumber { get; private set; }

    /// <summary>The end of the latest incident that is no longer among <see cref="Show"/>; null where none is known to be missing.</summary>
    public DateTimeOffset? ForgottenTo { get; private set; }

    /// <summary>Knows the last number from before a restart.</summary>
    public void ContinueFrom(long lastNumber) => LastNumber = Math.Max(LastNumber, lastNumber);

    /// <summary>Takes over an incident from before a restart; it is no change.</summary>
    public void Adopt(Incident incident)
    {
        ContinueFrom(incident.Number);
        _open.Add(incident);
        _shown = null;
    }

    /// <summary>Shows an incident that ended before a restart; it is no change.</summary>
    public void Remember(Incident ended)
    {
        ContinueFrom(ended.Number);
        Keep(ended);
        if (_closed.Count > 0 && _closed.Count + _resolved.Count >= ClosedKept)
        {
            // There may have been more.
            Forgot(_closed[0]);
        }

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
        EquatableArray<string>? receivers,
        IncidentOrigin origin = default)
    {
        var incident = new Incident
        {
            Id = IdOf(labels, startedAt, openedAt), Labels = labels, Annotations = annotations, Severity = severity, StartedAt = startedAt, Receivers = receivers,
            Number = origin.IsNotice ? 0 : ++LastNumber, Priority = origin.Priority,
        };
        if (!origin.IsNotice)
        {
            incident = incident with { Timeline = Beginning(incident, openedAt, origin.FirstBad) };
            TellRelated(incident, new(openedAt, IncidentEventKinds.Alert, $"{Name(incident)} opened"));
        }

        _open.Add(incident);
        _begun.Add(incident.Id);
        Changed(incident, moved: true);
        return incident;
    }

    /// <summary>An open incident as it is now, whatever was noted in it since <paramref name="incident"/>.</summary>
    public Incident Latest(Incident incident) => _open.Find(open => open.Id == incident.Id) ?? incident;

    /// <summary>An open incident, by its id or whatever <see cref="IncidentKey"/> takes; null where there is none, or more than one.</summary>
    public Incident? Find(string key) => IncidentKey.Matches(_open, key) is [var found] ? found : null;

    /// <summary>An incident that has ended and is still shown; null where there is none, or more than one.</summary>
    public Incident? FindEnded(string key) => IncidentKey.Matches(_resolved.Concat(_closed), key) is [var found] ? found : null;

    /// <summary>Replaces the annotations of an open incident; no change where they are the same.</summary>
    public Incident Annotate(Incident incident, LabelSet annotations) =>
        incident.Annotations == annotations ? incident : Replace(incident, incident with { Annotations = annotations });

    /// <summary>Ends an episode, never before its start, with its last annotations.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="endedAt">The true end.</param>
    /// <param name="why">Why it ended without recovery; null where it recovered.</param>
    public void End(Incident incident, DateTimeOffset endedAt, string? why)
    {
        _open.Remove(incident);
        var end = endedAt < incident.StartedAt ? incident.StartedAt : endedAt;
        var happened = new IncidentEvent(end, why is null ? IncidentEventKinds.Recovered : IncidentEventKinds.Ended, why ?? "what it is about was over");
        var ended = incident with
        {
            Annotations = why is null ? incident.Annotations : incident.Annotations.With([new("resolution", why)]),
            EndedAt = end,
            Timeline = incident.Number == 0 ? incident.Timeline : IncidentTimeline.With(incident.Timeline, happened),
        };
        Keep(ended);
        Changed(ended, moved: true, ends: true);
        TellRelated(ended, new(end, IncidentEventKinds.AlertEnded, $"{Name(ended)} ended{(why is null ? "" : $": {why}")}"));
    }

    /// <summary>What opened, changed or ended since the last call, in that order of time: of each incident the latest state only, but of one that both opened and ended both.</summary>
    public IReadOnlyList<Incident> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        var taken = _changes;
        _changes = [];
        _begun.Clear();
        return taken;
    }

    /// <summary>Incidents that had ended, and in which something was noted since the last call: nobody is told of it.</summary>
    public IReadOnlyList<Incident> TakeAmended()
    {
        if (_amended.Count == 0)
        {
            return [];
        }

        Incident[] taken = [.. _amended.Values];
        _amended.Clear();
        return taken;
    }

    /// <summary>Incidents that opened, were acknowledged or escalated, ended or were closed since the last call, each once, as they are now.</summary>
    public IReadOnlyList<Incident> TakeMoved()
    {
        if (_moved.Count == 0)
        {
            return [];
        }

        Incident[] taken = [.. _moved.Values];
        _moved.Clear();
        return taken;
    }

    /// <summary>Open incidents and those that ended lately or for which something is owed, newest start first.</summary>
    public EquatableArray<Incident> Show() => _shown ??= [.. All().OrderByDescending(incident => incident.StartedAt)];

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

    private IEnumerable<Incident> All() => _open.Concat(_resolved).Concat(_closed);

    private Incident Replace(Incident incident, Incident changed, bool moved = false)
    {
        var list = incident.IsOpen ? _open : incident.IsResolved ? _resolved : _closed;
        list[list.IndexOf(incident)] = changed;
        Changed(changed, moved);
        return changed;
    }

    private void Keep(Incident ended)
    {
        var (list, most) = ended.IsResolved ? (_resolved, ResolvedKept) : (_closed, ClosedKept);
        list.Add(ended);
        if (list.Count > most)
        {
            Forgot(list[0]);
            list.RemoveAt(0);
        }
    }

    private void Forgot(Incident incident)
    {
        if (ForgottenTo is null || incident.EndedAt > ForgottenTo)
        {
            ForgottenTo = incident.EndedAt;
        }
    }

    private void Changed(Incident incident, bool moved, bool ends = false)
    {
        _shown = null;
        if ((moved && incident.Number > 0) || _moved.ContainsKey(incident.Id))
        {
            _moved[incident.Id] = incident;
        }

        if (ends && !_begun.Contains(incident.Id))
        {
            _changes.RemoveAll(change => change.Id == incident.Id);
        }

        var place = _changes.FindLastIndex(change => change.Id == incident.Id && change.IsOpen == incident.IsOpen);
        if (place >= 0)
        {
            _changes[place] = incident;
        }
        else if (incident.IsOpen || ends)
        {
            _changes.Add(incident);
        }
        else
        {
            _amended[incident.Id] = incident;
        }
    }
}
