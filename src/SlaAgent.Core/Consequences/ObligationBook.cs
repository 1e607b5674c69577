using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>What is owed since breaches, until when, and what was done. What is owed stays owed, whatever becomes of the agreement.</summary>
/// <param name="incidents">All incidents.</param>
/// <param name="changed">Is told of each change.</param>
internal sealed class ObligationBook(IncidentBook incidents, Action<Obligation> changed)
{
    /// <summary>The time in which a review is owed.</summary>
    public static readonly TimeSpan ReviewTime = TimeSpan.FromDays(30);

    /// <summary>How much may be owed at once; beyond it a breach makes nothing more owed.</summary>
    private const int MostOpen = 1000;

    /// <summary>How much of what was done is kept; the oldest goes.</summary>
    private const int MostDone = 1000;

    /// <summary>How long what was done is kept.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    private readonly List<ObligationState> _obligations = [];
    private readonly Dictionary<string, Obligation?> _changes = new(StringComparer.Ordinal);
    private EquatableArray<Obligation>? _shown;

    /// <summary>The breaches that were found.</summary>
    public BreachMemory Breaches { get; } = new(incidents);

    /// <summary>Finds breaches that are new, and what follows from them; reminds of what is due soon, and says what is overdue.</summary>
    public void Advance(AgentConfiguration configuration, JudgeContext context, in ClockReading clock)
    {
        for (var i = 0; i < incidents.Opened.Count; i++)
        {
            var incident = incidents.Opened[i];
            if (incident.AlertName == AlertLabels.Breached && !Breaches.Knows(incident.Id))
            {
                Breaches.Add(incident, clock);
                Follow(incident, Find(configuration, incident.Agreement), clock);
            }
        }

        foreach (var state in _obligations)
        {
            if ((state.Obligation.IsOpen || state.HasAlert)
                && ObligationAlerts.Evaluate(state, Find(configuration, state.Obligation.Agreement), configuration.Agent, context, clock) is { } reminded)
            {
                Change(state, reminded);
            }
        }

        Forget(clock);
        Breaches.Forget(configuration, clock);
    }

    /// <summary>Goes on with what was owed before a restart.</summary>
    public void Adopt(IEnumerable<Obligation> obligations, IEnumerable<BreachMark> breaches, in ClockReading clock)
    {
        foreach (var obligation in obligations.OrderBy(obligation => obligation.OpenedAt))
        {
            _obligations.Add(new ObligationState(obligation, incidents, clock));
        }

        Breaches.Adopt(breaches, clock);
        _shown = null;
    }

    /// <summary>Continues an incident from before a restart; false where what it is about is not known.</summary>
    public bool Adopt(Incident incident, Instant now)
    {
        var state = Find(incident.Labels.Find(AlertLabels.ObligationId) ?? "");
        var alert = incident.AlertName == AlertLabels.ReviewDue ? state?.Review : state?.Alert;
        if (alert is null or { IsOpen: true })
        {
            return false;
        }

        alert.Adopt(incident, now);
        return true;
    }

    /// <summary>What is owed by this id; null for nothing.</summary>
    public Obligation? Get(string id) => Find(id)?.Obligation;

    /// <summary>Whether anything is still owed for an incident.</summary>
    public bool IsOwedFor(string incident) => _obligations.Exists(state => state.Obligation.IsOpen && state.Obligation.Incident == incident);

    /// <summary>Notes that it is done, now. The first who said so stands.</summary>
    public ObligationAnswer Meet(string id, string by, string? note, in ClockReading clock, string? statement = null)
    {
        if (Find(id) is not { } state)
        {
            return new(null, false, $"Nothing is owed by the id '{Words.Quote(id)}'. GET /api/v1/obligations lists what is.");
        }

        if (!state.Obligation.IsOpen)
        {
            return new(state.Obligation, false);
        }

        Change(state, state.Obligation with { DoneAt = clock.Wall, DoneBy = by, Note = note, Statement = statement });
        return new(state.Obligation, true);
    }

    /// <summary>Takes back what could not be kept; nothing where it is not this any more.</summary>
    public void OweAgain(Obligation done)
    {
        if (Find(done.Id) is { } state && state.Obligation == done)
        {
            Change(state, done with { DoneAt = null, DoneBy = null, Note = null, Statement = null });
        }
    }

    /// <summary>All of it, newest first.</summary>
    public EquatableArray<Obligation> Show() => _shown ??= [.. _obligations.Select(state => state.Obligation).Reverse()];

    /// <summary>What changed since the last call, by id; null for what is forgotten.</summary>
    public IReadOnlyList<KeyValuePair<string, Obligation?>> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        KeyValuePair<string, Obligation?>[] taken = [.. _changes];
        _changes.Clear();
        return taken;
    }

    private static ServiceLevelAgreement? Find(AgentConfiguration configuration, string? name)
    {
        foreach (var agreement in configuration.Agreements.AsSpan())
        {
            if (agreement.Name == name)
            {
                return agreement;
            }
        }

        return null;
    }

    private ObligationState? Find(string id) => _obligations.Find(state => state.Obligation.Id == id);

    private void Follow(Incident breach, ServiceLevelAgreement? agreement, in ClockReading clock)
    {
        if (agreement is null or { Scope: AgreementScope.Fleet } || agreement.Consequences is not { } agreed)
        {
            return;
        }

        var because = $"{breach.Objective} of {agreement.Name} is breached since {Words.Time(breach.StartedAt)}";
        if (agreed.Communication is { } statement)
        {
            Owe(ObligationKind.Communication, breach, breach.Objective, statement.Within, because, statement.Receivers, clock);
        }

        if (agreed.Postmortem is { } postmortem)
        {
            Owe(ObligationKind.Postmortem, breach, breach.Objective, postmortem, because, [], clock);
        }

        if (agreed.Remediation is { } remediation)
        {
            Owe(ObligationKind.Remediation, breach, breach.Objective, remediation, because, [], clock);
        }

        if (agreed.Review is { } rule)
        {
            Review(rule, breach, clock);
        }
    }

    /// <summary>Breaches while a review is owed are its matter; those from before one was done are settled with it.</summary>
    private void Review(ReviewRule rule, Incident breach, in ClockReading clock)
    {
        var (agreement, objective) = (breach.Agreement!, rule.IsOfObjective ? breach.Objective : null);
        var since = clock.Now - rule.Within;
        foreach (var review in _obligations.Select(state => state.Obligation))
        {
            if (review.Kind == ObligationKind.Review && review.Agreement == agreement && review.Objective == objective)
            {
                since = review.DoneAt is { } done ? Instant.Max(since, Instant.Min(clock.FromWall(done), clock.Now)) : clock.Now;
            }
        }

        var breaches = Breaches.Count(agreement, objective, since);
        if (breaches >= rule.Breaches)
        {
            var of = objective is null ? agreement : $"{objective} of {agreement}";
            Owe(ObligationKind.Review, breach, objective, ReviewTime, $"{breaches} {(breaches == 1 ? "breach" : "breaches")} of {of} within {Words.Span(rule.Within)}", [], clock);
        }
    }

    private void Owe(ObligationKind kind, Incident breach, string? objective, TimeSpan within, string because, EquatableArray<string> receivers, in ClockReading clock)
    {
        var id = IdOf(kind, breach);
        if (Find(id) is not null || _obligations.Count(owed => owed.Obligation.IsOpen) >= MostOpen)
        {
            return;
        }

        var obligation = new Obligation
        {
            Id = id, Kind = kind, Agreement = breach.Agreement!, Objective = objective, Incident = breach.Id, IncidentNumber = breach.Number,
            OpenedAt = clock.Wall, DueAt = clock.Wall + within, Because = because, Receivers = receivers,
        };
        var state = new ObligationState(obligation, incidents, clock);
        _obligations.Add(state);
        Change(state, obligation);
    }

    private static string IdOf(ObligationKind kind, Incident breach)
    {
        var hash = new StableHash();
        hash.Add(kind.Name());
        hash.Add(breach.Id);
        return hash.ToString();
    }

    private void Change(ObligationState state, Obligation obligation)
    {
        state.Obligation = obligation;
        (_changes[obligation.Id], _shown) = (obligation, null);
        changed(obligation);
    }

    private void Forget(in ClockReading clock)
    {
        var (oldest, done) = (clock.Wall - Retention, 0);
        for (var i = _obligations.Count - 1; i >= 0; i--)
        {
            var obligation = _obligations[i].Obligation;
            if (obligation.DoneAt is { } at && !_obligations[i].HasAlert && (++done > MostDone || at < oldest))
            {
                _obligations.RemoveAt(i);
                (_changes[obligation.Id], _shown) = (null, null);
            }
        }
    }
}
