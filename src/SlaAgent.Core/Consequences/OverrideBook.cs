using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>All overrides of deployment gates: those in force, and past ones for the record.</summary>
internal sealed class OverrideBook
{
    /// <summary>Past overrides that are kept; the oldest go.</summary>
    private const int Kept = 1000;

    /// <summary>How long past overrides are kept.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    /// <summary>A critical deployment that asks more than once in this time passes as the same.</summary>
    private static readonly TimeSpan SameDeployment = TimeSpan.FromMinutes(10);

    private readonly List<OverrideState> _overrides = [];
    private readonly Dictionary<string, GateOverride?> _changes = new(StringComparer.Ordinal);
    private EquatableArray<GateOverride>? _shown;

    /// <summary>Begins one, now; of a critical deployment that has passed just now, gives that.</summary>
    public GateOverride Begin(GateRequest request, in ClockReading clock, List<EvidenceItem> evidence)
    {
        if (request.For is null && FindSame(request, clock.Wall) is { } same)
        {
            return same;
        }

        var order = new GateOverride
        {
            Id = StableHash.IdOf(request.Agreement, request.By, clock.Wall, _overrides.Count), Agreement = request.Agreement, By = request.By, Reason = request.Reason,
            From = clock.Wall, Until = clock.Wall + (request.For ?? TimeSpan.Zero), IsCritical = request.For is null,
        };
        var begun = new OverrideState(order, clock);
        _overrides.Add(begun);
        Changed(begun, evidence);
        Forget(clock.Wall);
        return order;
    }

    /// <summary>Takes one back, now; one that is over stays as it is.</summary>
    public GateAnswer End(string id, string by, in ClockReading clock, List<EvidenceItem> evidence)
    {
        if (_overrides.Find(order => order.Override.Id == id) is not { } found)
        {
            return GateAnswer.Refused(GateRefusal.Unknown, $"There is no override '{Words.Quote(id)}'. GET /api/v1/gate/overrides lists them.");
        }

        if (found.Holds(clock.Now) || found.Override is { IsCritical: true, EndedAt: null })
        {
            found.End(by, clock.Wall);
            Changed(found, evidence);
        }

        return new(found.Override);
    }

    /// <summary>Ends those in force whose agreement has no gate any more.</summary>
    public void EndWithout(Func<string, bool> hasGate, in ClockReading clock, List<EvidenceItem> evidence)
    {
        foreach (var order in _overrides)
        {
            if (order.Holds(clock.Now) && !hasGate(order.Override.Agreement))
            {
                order.End(null, clock.Wall);
                Changed(order, evidence);
            }
        }
    }

    /// <summary>The one that keeps an agreement's gate open; null for none.</summary>
    public GateOverride? InForce(string agreement, Instant now)
    {
        foreach (var order in _overrides)
        {
            if (order.Override.Agreement == agreement && order.Holds(now))
            {
                return order.Override;
            }
        }

        return null;
    }

    /// <summary>Goes on with those from before a restart.</summary>
    public void Adopt(IEnumerable<GateOverride> overrides, in ClockReading clock)
    {
        foreach (var order in overrides.OrderBy(order => order.From))
        {
            _overrides.Add(new OverrideState(order, clock));
        }

        _shown = null;
        Forget(clock.Wall);
    }

    /// <summary>All of them, newest first.</summary>
    public EquatableArray<GateOverride> Show() => _shown ??= [.. _overrides.Select(order => order.Override).Reverse()];

    /// <summary>What changed since the last call, by id; null for what is forgotten.</summary>
    public EquatableArray<KeyValuePair<string, GateOverride?>> TakeChanges()
    {
        EquatableArray<KeyValuePair<string, GateOverride?>> taken = [.. _changes];
        _changes.Clear();
        return taken;
    }

    private GateOverride? FindSame(GateRequest request, DateTimeOffset wall) => _overrides.FindLast(known =>
        known.Override is { IsCritical: true, EndedAt: null } order && (order.Agreement, order.By, order.Reason) == (request.Agreement, request.By, request.Reason)
        && (wall - order.From).Duration() < SameDeployment)?.Override;

    private void Changed(OverrideState order, List<EvidenceItem> evidence)
    {
        (_changes[order.Override.Id], _shown) = (order.Override, null);
        evidence.Add(new EvidenceItem.GateOverridden(order.Override));
    }

    private void Forget(DateTimeOffset wall)
    {
        for (var i = 0; i < _overrides.Count; i++)
        {
            var order = _overrides[i].Override;
            if ((order.EndedAt is not null || order.Until < wall) && (order.Until < wall - Retention || _overrides.Count > Kept))
            {
                _overrides.RemoveAt(i--);
                (_changes[order.Id], _shown) = (null, null);
            }
        }
    }
}
