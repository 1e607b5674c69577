using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Exclusions;

/// <summary>All pauses by hand: those that go on, and the past ones for the record.</summary>
internal sealed class PauseBook(IncidentBook incidents)
{
    /// <summary>Past pauses that are kept; the oldest go.</summary>
    private const int Kept = 1000;

    /// <summary>How long past pauses are kept.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    private readonly List<PauseState> _pauses = [];
    private readonly Dictionary<string, Pause?> _changes = new(StringComparer.Ordinal);
    private EquatableArray<Pause>? _shown;

    /// <summary>The pauses of an objective, past ones among them.</summary>
    public IEnumerable<PauseState> Of(string agreement, string objective) =>
        _pauses.Where(pause => pause.Pause.Agreement == agreement && pause.Pause.Objectives.Contains(objective));

    /// <summary>Begins a pause, now.</summary>
    public PauseAnswer Begin(PauseRequest request, ServiceLevelAgreement? agreement, in ClockReading clock)
    {
        if (PauseCheck.Problem(request, agreement, out var objectives) is { } refused)
        {
            return refused;
        }

        if (_pauses.Find(pause => pause.IsActive && pause.Pause.Agreement == request.Agreement && pause.Pause.Objectives.Any(objectives.Contains)) is { } other)
        {
            return PauseAnswer.Refused(
                PauseRefusal.Taken,
                $"{string.Join(", ", other.Pause.Objectives.Where(objectives.Contains))} of {request.Agreement} is paused already, by {other.Pause.By} ({other.Pause.Id}). End that pause first: slaagent resume {other.Pause.Id}");
        }

        var from = clock.Wall;
        var pause = new Pause
        {
            Id = StableHash.IdOf(request.Agreement, request.By, from, _pauses.Count), Agreement = request.Agreement, Objectives = [.. objectives], By = request.By, Reason = request.Reason,
            From = from, PlannedEnd = from + request.Planned, LatestEnd = from + (request.Longest ?? request.Planned),
        };
        var begun = new PauseState(pause, incidents, clock);
        _pauses.Add(begun);
        Changed(begun);
        Tell(pause, new(from, IncidentEventKinds.Paused, $"{Words.Quote(pause.By)} paused it until {Words.Time(pause.PlannedEnd)}: {Words.Quote(pause.Reason)}"));
        Forget(clock);
        return new(pause);
    }

    /// <summary>Ends a pause, now; of one that has ended by itself, notes who has seen that.</summary>
    public PauseAnswer End(string id, string by, PauseEnding ending, in ClockReading clock)
    {
        if (_pauses.Find(pause => pause.Pause.Id == id) is not { } found)
        {
            return PauseAnswer.Refused(PauseRefusal.Unknown, $"There is no pause '{id}'. GET /api/v1/pauses lists them.");
        }

        if (found.IsActive)
        {
            found.End(ending, by, clock);
            Changed(found);
            Tell(found.Pause, new(clock.Wall, IncidentEventKinds.Resumed, ending == PauseEnding.NotKept ? "the pause could not be kept" : $"{Words.Quote(by)} ended the pause"));
        }
        else if (found.Pause is { Ending: PauseEnding.Expired, EndedBy: null })
        {
            found.Confirm(by);
            Changed(found);
        }

        return new(found.Pause);
    }

    /// <summary>Lets time pass: pauses that have lasted as long as they may end, and overruns are alerted.</summary>
    public void Advance(AgentConfiguration configuration, JudgeContext context, in ClockReading clock)
    {
        foreach (var pause in _pauses)
        {
            if (!pause.IsActive && !pause.Alert.IsOpen && !pause.HasOverrun(clock.Now))
            {
                continue;
            }

            var agreement = Find(configuration, pause.Pause.Agreement);
            if (pause.IsActive && (agreement is null || clock.Now >= pause.To))
            {
                pause.End(agreement is null ? PauseEnding.Removed : PauseEnding.Expired, null, clock);
                Changed(pause);
                Tell(pause.Pause, new(clock.ToWall(pause.To), IncidentEventKinds.Resumed, "the pause ended by itself"));
            }

            PauseAlert.Evaluate(pause, agreement, configuration.Agent, context, clock);
        }
    }

    /// <summary>Goes on with the pauses from before a restart.</summary>
    public void Adopt(IEnumerable<Pause> pauses, in ClockReading clock)
    {
        foreach (var pause in pauses.OrderBy(pause => pause.From))
        {
            _pauses.Add(new PauseState(pause, incidents, clock));
        }

        _shown = null;
        Forget(clock);
    }

    /// <summary>Continues an incident from before a restart; false where its pause is not known.</summary>
    public bool Adopt(Incident incident, Instant now)
    {
        var pause = _pauses.Find(pause => pause.Pause.Id == incident.Labels.Find(AlertLabels.PauseId) && !pause.Alert.IsOpen);
        pause?.Alert.Adopt(incident, now);
        return pause is not null;
    }

    /// <summary>All of them, newest first.</summary>
    public EquatableArray<Pause> Show() => _shown ??= [.. _pauses.Select(pause => pause.Pause).Reverse()];

    /// <summary>What changed since the last call, by id; null for what is forgotten.</summary>
    public IReadOnlyList<KeyValuePair<string, Pause?>> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        KeyValuePair<string, Pause?>[] taken = [.. _changes];
        _changes.Clear();
        return taken;
    }

    private static ServiceLevelAgreement? Find(AgentConfiguration configuration, string name)
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

    private void Tell(Pause pause, IncidentEvent happened) =>
        incidents.Note(incident => incident.Agreement == pause.Agreement && incident.Objective is { } objective && pause.Objectives.Contains(objective), happened);

    private void Changed(PauseState pause) => (_changes[pause.Pause.Id], _shown) = (pause.Pause, null);

    private void Forget(in ClockReading clock)
    {
        var oldest = clock.Now - Retention;
        for (var i = 0; i < _pauses.Count; i++)
        {
            if (_pauses[i] is { IsActive: false, Alert.IsOpen: false } pause && (pause.To < oldest || _pauses.Count > Kept))
            {
                _pauses.RemoveAt(i--);
                (_changes[pause.Pause.Id], _shown) = (null, null);
            }
        }
    }
}
