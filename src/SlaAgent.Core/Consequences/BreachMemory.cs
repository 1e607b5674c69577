using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>The breaches that were found, over restarts: each is found once, and the last ones are counted.</summary>
internal sealed class BreachMemory(IncidentBook incidents)
{
    /// <summary>Breaches that are remembered; the oldest go.</summary>
    private const int Kept = 5000;

    /// <summary>How long they are remembered, where no review asks for longer.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    private readonly List<(BreachMark Mark, Instant At)> _breaches = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BreachMark?> _changes = new(StringComparer.Ordinal);
    private EquatableArray<BreachMark>? _shown;

    /// <summary>Whether the breach of an incident was found before.</summary>
    public bool Knows(string incident) => _known.Contains(incident);

    /// <summary>Remembers a breach that is found now.</summary>
    public void Add(Incident incident, in ClockReading clock)
    {
        var mark = new BreachMark(incident.Id, incident.Agreement ?? "", incident.Objective ?? "", clock.Wall);
        Keep(mark, clock.Now);
        _changes[mark.Incident] = mark;
    }

    /// <summary>Goes on with those from before a restart.</summary>
    public void Adopt(IEnumerable<BreachMark> breaches, in ClockReading clock)
    {
        foreach (var mark in breaches.OrderBy(mark => mark.At))
        {
            Keep(mark, Instant.Min(clock.FromWall(mark.At), clock.Now));
        }
    }

    /// <summary>Breaches of an agreement, or of one objective of it, found after <paramref name="since"/>.</summary>
    public int Count(string agreement, string? objective, Instant since)
    {
        var count = 0;
        foreach (var (mark, at) in _breaches)
        {
            count += at > since && mark.Agreement == agreement && (objective is null || mark.Objective == objective) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Forgets what is too old for any review, and the oldest where there are too many; never one whose incident is open.</summary>
    public void Forget(AgentConfiguration configuration, in ClockReading clock)
    {
        if (_breaches.Count == 0)
        {
            return;
        }

        var longest = configuration.Agreements.Max(agreement => agreement.Consequences?.Review?.Within) is { } within && within > Retention ? within : Retention;
        for (var i = 0; i < _breaches.Count; i++)
        {
            var (mark, at) = _breaches[i];
            if ((at < clock.Now - longest || _breaches.Count > Kept) && incidents.Find(mark.Incident) is null)
            {
                _breaches.RemoveAt(i--);
                _known.Remove(mark.Incident);
                (_changes[mark.Incident], _shown) = (null, null);
            }
        }
    }

    /// <summary>All of them, newest first.</summary>
    public EquatableArray<BreachMark> Show() => _shown ??= [.. _breaches.Select(breach => breach.Mark).Reverse()];

    /// <summary>What changed since the last call, by incident; null for what is forgotten.</summary>
    public IReadOnlyList<KeyValuePair<string, BreachMark?>> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        KeyValuePair<string, BreachMark?>[] taken = [.. _changes];
        _changes.Clear();
        return taken;
    }

    private void Keep(BreachMark mark, Instant at)
    {
        if (_known.Add(mark.Incident))
        {
            _breaches.Add((mark, at));
            _shown = null;
        }
    }
}
