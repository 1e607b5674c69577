using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>The deployment gates of all agreements that have one, and what people did to keep them open.</summary>
internal sealed class GateBook
{
    private readonly OverrideBook _overrides = new();
    private readonly Dictionary<string, PastGate> _past = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GateStatus?> _changes = new(StringComparer.Ordinal);
    private Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);
    private AgentConfiguration? _configuration;
    private EquatableArray<GateStatus>? _shown;

    /// <summary>Keeps a gate open, or lets one critical deployment pass, from now on.</summary>
    public GateAnswer Override(GateRequest request, ServiceLevelAgreement? agreement, in ClockReading clock, List<EvidenceItem> evidence)
    {
        if (GateCheck.Problem(request, agreement) is { } refused)
        {
            return refused;
        }

        if (request.For is not null && _overrides.InForce(request.Agreement, clock.Now) is { } holding)
        {
            return GateAnswer.Refused(
                GateRefusal.NotNeeded,
                $"{holding.By} keeps the gate of {request.Agreement} open already, until {Words.Time(holding.Until)} ({holding.Id}). Take that back first: slaagent gate close-override {holding.Id}");
        }

        if (request.For is not null && _gates.GetValueOrDefault(request.Agreement)?.Status.IsOpen != false)
        {
            return GateAnswer.Refused(GateRefusal.NotNeeded, $"The gate of {request.Agreement} is open: there is nothing to override.");
        }

        return new(_overrides.Begin(request, clock, evidence));
    }

    /// <summary>Takes an override back, now; one that is over stays as it is.</summary>
    public GateAnswer End(string id, string by, in ClockReading clock, List<EvidenceItem> evidence) => _overrides.End(id, by, clock, evidence);

    /// <summary>Closes and opens the gates as breaches, obligations and overrides have it now.</summary>
    public void Advance(AgentConfiguration configuration, IReadOnlyList<Incident> incidents, EquatableArray<Obligation> obligations, in ClockReading clock, List<EvidenceItem> evidence)
    {
        if (!ReferenceEquals(configuration, _configuration))
        {
            Apply(configuration, clock, evidence);
        }

        foreach (var agreement in configuration.Agreements.AsSpan())
        {
            if (_gates.TryGetValue(agreement.Name, out var gate))
            {
                var wasOpen = gate.Status.IsOpen;
                if (!gate.Advance(agreement.Consequences!.Reopen, incidents, obligations, _overrides.InForce(agreement.Name, clock.Now), clock))
                {
                    continue;
                }

                _shown = null;
                if (gate.Status.IsOpen != wasOpen)
                {
                    _changes[agreement.Name] = gate.Status;
                    evidence.Add(new EvidenceItem.GateMoved(gate.Status));
                }
            }
        }
    }

    /// <summary>Goes on with what was before a restart.</summary>
    public void Adopt(IEnumerable<PastGate> gates, IEnumerable<GateOverride> overrides, in ClockReading clock)
    {
        foreach (var gate in gates)
        {
            _past[gate.Agreement] = gate;
        }

        _overrides.Adopt(overrides, clock);
    }

    /// <summary>The gates, in the order of the agreements.</summary>
    public EquatableArray<GateStatus> Show() => _shown ??= [.. _gates.Values.Select(gate => gate.Status)];

    /// <summary>All overrides, newest first.</summary>
    public EquatableArray<GateOverride> ShowOverrides() => _overrides.Show();

    /// <summary>What changed since the last call.</summary>
    public GateChanges TakeChanges()
    {
        var overrides = _overrides.TakeChanges();
        if (_changes.Count + overrides.Count == 0)
        {
            return GateChanges.None;
        }

        var taken = new GateChanges([.. _changes], overrides);
        _changes.Clear();
        return taken;
    }

    private void Apply(AgentConfiguration configuration, in ClockReading clock, List<EvidenceItem> evidence)
    {
        _configuration = configuration;
        _shown = null;
        var before = _gates;
        _gates = new Dictionary<string, Gate>(StringComparer.Ordinal);
        foreach (var agreement in configuration.Agreements.Where(GateCheck.HasGate))
        {
            if (!before.Remove(agreement.Name, out var gate))
            {
                gate = new Gate(agreement.Name);
                if (_past.Remove(agreement.Name, out var past))
                {
                    gate.Remember(past);
                }
            }

            _gates[agreement.Name] = gate;
        }

        // Those that were known before a restart may have gone meanwhile, too.
        foreach (var (name, isOpen) in before.Select(gate => (gate.Key, gate.Value.Status.IsOpen)).Concat(_past.Values.Select(past => (past.Agreement, past.IsOpen))))
        {
            _changes[name] = null;
            if (!isOpen)
            {
                evidence.Add(new EvidenceItem.GateMoved(new(name, true, "the gate was removed from the configuration", clock.Wall)));
            }
        }

        _past.Clear();
        _overrides.EndWithout(_gates.ContainsKey, clock, evidence);
    }
}
