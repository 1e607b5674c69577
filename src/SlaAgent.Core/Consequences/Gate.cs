using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>
/// The deployment gate of one agreement: closed while a breach of any of its objectives goes on, and, where that is agreed, until its post-mortem is done. What
/// is not known neither closes nor opens it: incidents do not move on it either.
/// </summary>
internal sealed class Gate(string agreement)
{
    private readonly List<Incident> _breaches = [];
    private readonly List<Obligation> _owed = [];
    private List<string> _closers = [];

    /// <summary>How it stands.</summary>
    public GateStatus Status { get; private set; } = new(agreement, true, "", null);

    /// <summary>Knows how it stood before a restart.</summary>
    public void Remember(PastGate past) => Status = Status with { IsOpen = past.IsOpen, Since = past.Since };

    /// <summary>Looks again at what closes it.</summary>
    /// <param name="reopening">What must be before it opens again.</param>
    /// <param name="incidents">Incidents that are open.</param>
    /// <param name="obligations">What is owed.</param>
    /// <param name="order">The override in force; null for none.</param>
    /// <param name="clock">The present reading.</param>
    /// <returns>Whether anything about it changed.</returns>
    public bool Advance(GateReopening reopening, IReadOnlyList<Incident> incidents, EquatableArray<Obligation> obligations, GateOverride? order, in ClockReading clock)
    {
        Collect(reopening, incidents, obligations);
        var open = order is not null || _breaches.Count + _owed.Count == 0;
        if (open == Status.IsOpen && Equals(order, Status.Override) && IsSame())
        {
            return false;
        }

        _closers = [.. _breaches.Select(breach => breach.Id), .. _owed.Select(owed => owed.Id)];
        var why = Why();
        Status = new(Status.Agreement, open, order is null || why.Length == 0 ? why : $"{Kept(order)}; closed otherwise: {why}", open == Status.IsOpen ? Status.Since : clock.Wall)
        {
            Override = order,
            Incidents = [.. _breaches.Select(incident => incident.Id).Concat(_owed.Select(owed => owed.Incident)).Distinct()],
        };
        return true;
    }

    private static string Kept(GateOverride order) => $"{order.By} keeps it open until {Words.Time(order.Until)}: {order.Reason} (override {order.Id})";

    private static string Name(long number, string id) => number > 0 ? FormattableString.Invariant($"incident {number}") : "incident " + id;

    private void Collect(GateReopening reopening, IReadOnlyList<Incident> incidents, EquatableArray<Obligation> obligations)
    {
        _breaches.Clear();
        _owed.Clear();
        for (var i = 0; i < incidents.Count; i++)
        {
            if (incidents[i].AlertName == AlertLabels.Breached && incidents[i].Agreement == agreement)
            {
                _breaches.Add(incidents[i]);
            }
        }

        foreach (var obligation in reopening == GateReopening.Postmortem ? obligations.AsSpan() : [])
        {
            if (obligation is { Kind: ObligationKind.Postmortem, IsOpen: true } && obligation.Agreement == agreement)
            {
                _owed.Add(obligation);
            }
        }
    }

    /// <summary>Whether the same closes it as before: what its words are made of never changes while an episode lasts.</summary>
    private bool IsSame()
    {
        if (_closers.Count != _breaches.Count + _owed.Count)
        {
            return false;
        }

        for (var i = 0; i < _closers.Count; i++)
        {
            if (_closers[i] != (i < _breaches.Count ? _breaches[i].Id : _owed[i - _breaches.Count].Id))
            {
                return false;
            }
        }

        return true;
    }

    private string Why() => string.Join("; ", _breaches
        .Select(breach => $"{breach.Objective} breached since {Words.Time(breach.StartedAt)} ({Name(breach.Number, breach.Id)})")
        .Concat(_owed.Select(owed => $"the post-mortem of {Name(owed.IncidentNumber, owed.Incident)} is owed until {Words.Time(owed.DueAt)}")));
}
