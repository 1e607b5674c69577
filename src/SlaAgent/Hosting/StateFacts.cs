using System.Globalization;
using System.Text.Json;
using SlaAgent.Consequences;
using SlaAgent.Core;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;
using SlaAgent.Ledger;

namespace SlaAgent.Hosting;

/// <summary>
/// The small facts of the ledger: since when each status holds, which services drain, and what was paused by hand. The key says of what (<c>service/NAME</c>,
/// <c>objective/SLA/NAME</c>, <c>drain/SERVICE</c>, <c>pause/ID</c>, <c>incident/last</c>), the value which and since when (<c>up 2026-03-02T12:00:00.0000000Z</c>), the pause as JSON,
/// or the number of the last incident.
/// </summary>
internal sealed class StateFacts
{
    private const string Service = "service";
    private const string Objective = "objective";
    private const string Drain = "drain";
    private const string PauseKey = "pause";
    private const string LastIncidentKey = "incident/last";

    private static readonly Dictionary<string, ServiceState> States = Enum.GetValues<ServiceState>().ToDictionary(state => state.Name());
    private static readonly Dictionary<string, ObjectiveStatusKind> Kinds = Enum.GetValues<ObjectiveStatusKind>().ToDictionary(kind => kind.Name());

    private readonly PreconditionFacts _preconditions = new();
    private readonly Dictionary<string, (ServiceState State, DateTimeOffset Since)> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Agreement, string Objective), (ObjectiveStatusKind Status, DateTimeOffset Since)> _objectives = [];
    private long _lastIncident;

    /// <summary>What the ledger held when the process began; facts that make no sense are left out.</summary>
    public static Past Read(LedgerContents contents)
    {
        var services = new List<PastState>();
        var objectives = new List<PastStatus>();
        var drains = new List<DrainStart>();
        var pauses = new List<Pause>();
        var gates = new GateFacts();
        foreach (var (key, value) in contents.Facts)
        {
            gates.Read(key, value);
            var (words, parts) = (value.Split(' '), key.Split('/'));
            if (parts is [PauseKey, var id])
            {
                pauses.AddRange(ReadPause(value) is { } pause && pause.Id == id ? [pause] : []);
                continue;
            }

            if (words.Length != 2 || !DateTimeOffset.TryParse(words[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since))
            {
                continue;
            }

            switch (parts)
            {
                case [Service, var name] when States.TryGetValue(words[0], out var state):
                    services.Add(new PastState(name, state, since));
                    break;
                case [Objective, var agreement, var name] when Kinds.TryGetValue(words[0], out var kind):
                    objectives.Add(new PastStatus(agreement, name, kind, since));
                    break;
                case [Drain, var name]:
                    drains.Add(new DrainStart(name, since));
                    break;
            }
        }

        return new Past
        {
            Slots = contents.Slots.Values.SelectMany(slots => slots),
            Incidents = contents.OpenIncidents.Concat(contents.ClosedIncidents),
            LastIncidentNumber = LastIncident(contents.Facts),
            Held = contents.Held,
            Evaluations = contents.Evaluations,
            Drains = drains,
            Pauses = pauses,
            Obligations = ConsequenceFacts.Obligations(contents.Facts),
            Breaches = ConsequenceFacts.Breaches(contents.Facts),
            Periods = PeriodFacts.Read(contents.Facts),
            Gates = gates.Gates,
            GateOverrides = gates.Overrides,
            Preconditions = PreconditionFacts.Read(contents.Facts),
            Services = services,
            Objectives = objectives,
        };
    }

    /// <summary>The facts of drains that began or ended.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(DrainChanges drains) =>
    [
        .. drains.Ended.Select(service => new KeyValuePair<string, string?>($"{Drain}/{service}", null)),
        .. drains.Began.Select(drain => DrainSince(drain.Service, drain.At)),
    ];

    /// <summary>The facts of pauses that changed.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(IReadOnlyList<KeyValuePair<string, Pause?>> pauses) =>
        pauses.Select(changed => new KeyValuePair<string, string?>(
            $"{PauseKey}/{changed.Key}", changed.Value is { } pause ? JsonSerializer.Serialize(pause, LedgerJson.Default.Pause) : null));

    /// <summary>All facts that a snapshot holds, for a ledger that has none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> All(AgentSnapshot snapshot) =>
    [
        .. new StateFacts().Changes(snapshot),
        .. snapshot.Services.Where(service => service.State == ServiceState.Draining).Select(service => DrainSince(service.Name, service.Since!.Value)),
        .. ConsequenceFacts.All(snapshot),
        .. new PeriodFacts().Changes(snapshot),
        .. Of([.. snapshot.Pauses.Select(pause => new KeyValuePair<string, Pause?>(pause.Id, pause))]),
        .. GateFacts.All(snapshot),
    ];

    /// <summary>Knows what the ledger holds already.</summary>
    public void Adopt(Past past)
    {
        _preconditions.Adopt(past);
        foreach (var known in past.Services)
        {
            _services[known.Service] = (known.State, known.Since);
        }

        foreach (var known in past.Objectives)
        {
            _objectives[(known.Agreement, known.Objective)] = (known.Status, known.Since);
        }

        _lastIncident = past.LastIncidentNumber;
    }

    /// <summary>What a snapshot says differently from the last one; a null value is a fact that is none any more.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Changes(AgentSnapshot snapshot)
    {
        List<KeyValuePair<string, string?>>? changes = null;
        foreach (var service in snapshot.Services.AsSpan())
        {
            // A service of which nothing is known yet may still turn out to be as it was.
            if (service is { State: { } state, Since: { } since } && (!_services.TryGetValue(service.Name, out var known) || known != (state, since)))
            {
                _services[service.Name] = (state, since);
                (changes ??= []).Add(new($"{Service}/{service.Name}", Text(state.Name(), since)));
            }
        }

        var objectives = 0;
        foreach (var agreement in snapshot.Agreements.AsSpan())
        {
            foreach (var objective in agreement.Objectives.AsSpan())
            {
                objectives++;
                var key = (agreement.Name, objective.Name);
                if (!_objectives.TryGetValue(key, out var known) || known != (objective.Status, objective.Since))
                {
                    _objectives[key] = (objective.Status, objective.Since);
                    (changes ??= []).Add(new($"{Objective}/{agreement.Name}/{objective.Name}", Text(objective.Status.Name(), objective.Since)));
                }
            }
        }

        if (snapshot.LastIncidentNumber > _lastIncident)
        {
            _lastIncident = snapshot.LastIncidentNumber;
            (changes ??= []).Add(new(LastIncidentKey, _lastIncident.ToString(CultureInfo.InvariantCulture)));
        }

        if (_services.Count > snapshot.Services.Count || _objectives.Count > objectives)
        {
            Forget(snapshot, changes ??= []);
        }

        _preconditions.AddChanges(snapshot, ref changes);
        return changes ?? (IReadOnlyList<KeyValuePair<string, string?>>)[];
    }

    private static long LastIncident(IReadOnlyDictionary<string, string> facts) =>
        long.TryParse(facts.GetValueOrDefault(LastIncidentKey), NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;

    private static Pause? ReadPause(string json) => FactText.Read(json, LedgerJson.Default.Pause) is { } pause && pause.LatestEnd >= pause.From && pause.PlannedEnd >= pause.From ? pause : null;

    private static KeyValuePair<string, string?> DrainSince(string service, DateTimeOffset at) => new($"{Drain}/{service}", Text("draining", at));

    private static string Text(string state, DateTimeOffset since) => string.Create(CultureInfo.InvariantCulture, $"{state} {since.UtcDateTime:O}");

    private void Forget(AgentSnapshot snapshot, List<KeyValuePair<string, string?>> changes)
    {
        foreach (var name in _services.Keys.Except(snapshot.Services.Select(service => service.Name)).ToList())
        {
            _services.Remove(name);
            changes.Add(new($"{Service}/{name}", null));
        }

        var shown = snapshot.Agreements.SelectMany(agreement => agreement.Objectives.Select(objective => (agreement.Name, objective.Name)));
        foreach (var (agreement, objective) in _objectives.Keys.Except(shown).ToList())
        {
            _objectives.Remove((agreement, objective));
            changes.Add(new($"{Objective}/{agreement}/{objective}", null));
        }
    }
}
