using System.Diagnostics.Metrics;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of the deployment gates, read from the latest snapshot at each collection: those of the agreements that have one.</summary>
internal sealed class GateInstruments(SeriesLimits limits, AgentState state, GateCounters counters) : IDisposable
{
    private EquatableArray<string>? _agreements;
    private Meter _meter = AgentMeter.Create("gates");

    /// <summary>Makes the metrics anew where other agreements have a gate.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        EquatableArray<string> agreements = [.. configuration.Agreements.Where(agreement => agreement.Consequences is { Freeze: true }).Select(agreement => agreement.Name)];
        if (_agreements == agreements)
        {
            return;
        }

        _agreements = agreements;
        limits.Set("sla_deployment_gate_open", agreements.Count);
        limits.Set("sla_deployment_gate_closed_seconds_total", agreements.Count);
        _meter.Dispose();
        _meter = AgentMeter.Create("gates");
        _meter.CreateObservableGauge(
            "sla_deployment_gate_open",
            () => Gates().Select(gate => new Measurement<int>(gate.IsOpen ? 1 : 0, Tag(gate))),
            null,
            "1 while the deployment gate of the agreement is open, by itself or by an override.");
        _meter.CreateObservableCounter(
            "sla_deployment_gate_closed_seconds_total",
            () => Gates().Select(gate => new Measurement<double>(counters.ClosedOf(gate.Agreement).TotalSeconds, Tag(gate))),
            "s",
            "Time in which the deployment gate of the agreement was closed, since the agent started.");
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(GateStatus gate) => new("sla", gate.Agreement);

    private EquatableArray<GateStatus> Gates() => state.Current?.Snapshot.Gates ?? [];
}
