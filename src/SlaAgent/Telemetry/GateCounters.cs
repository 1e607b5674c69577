using System.Collections.Concurrent;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Time;

namespace SlaAgent.Telemetry;

/// <summary>Adds up how long deployment gates were closed, on the agent's own timeline. Written by the evaluation loop, read by whoever collects.</summary>
internal sealed class GateCounters
{
    private readonly ConcurrentDictionary<string, long> _closed = new(StringComparer.Ordinal);
    private EquatableArray<GateStatus> _gates = [];
    private Instant? _at;

    /// <summary>How long the gate of an agreement was closed since the agent started.</summary>
    public TimeSpan ClosedOf(string agreement) => TimeSpan.FromTicks(_closed.GetValueOrDefault(agreement));

    /// <summary>Takes how the gates are from <paramref name="now"/> on; until then they were as they were last.</summary>
    public void Record(EquatableArray<GateStatus> gates, Instant now)
    {
        foreach (var gate in _gates.AsSpan())
        {
            if (!gate.IsOpen && _at is { } before && now > before)
            {
                _closed[gate.Agreement] = _closed.GetValueOrDefault(gate.Agreement) + (now - before).Ticks;
            }
        }

        (_gates, _at) = (gates, now);
    }
}
