using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Snapshots;
using SlaAgent.Ledger;

namespace SlaAgent.Hosting;

/// <summary>
/// The facts of deployment gates: <c>gate/SLA</c> says how it is and since when (<c>closed 2026-03-02T12:00:00.0000000Z</c>), <c>gate-override/ID</c> is the override
/// as JSON. What closes a gate is not among them: the incidents know.
/// </summary>
internal sealed class GateFacts
{
    private const string GateKey = "gate";
    private const string OverrideKey = "gate-override";
    private const string Open = "open";
    private const string Closed = "closed";

    /// <summary>The gates that were read.</summary>
    public List<PastGate> Gates { get; } = [];

    /// <summary>The overrides that were read.</summary>
    public List<GateOverride> Overrides { get; } = [];

    /// <summary>The facts of what changed.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(GateChanges changes) =>
    [
        .. changes.Gates.Select(changed => Of(changed.Key, changed.Value)),
        .. changes.Overrides.Select(changed => Of(changed.Key, changed.Value)),
    ];

    /// <summary>All facts that a snapshot holds, for a ledger that has none.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> All(AgentSnapshot snapshot) =>
    [
        .. snapshot.Gates.Where(gate => gate.Since is not null).Select(gate => Of(gate.Agreement, gate)),
        .. snapshot.GateOverrides.Select(order => Of(order.Id, order)),
    ];

    /// <summary>Takes a fact, where it is one of a gate; one that makes no sense is left out.</summary>
    public void Read(string key, string value)
    {
        switch (key.Split('/'))
        {
            case [GateKey, var agreement] when value.Split(' ') is [Open or Closed, var since]
                && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at):
                Gates.Add(new PastGate(agreement, value.StartsWith(Open, StringComparison.Ordinal), at));
                break;
            case [OverrideKey, var id] when ReadOverride(value) is { } order && order.Id == id:
                Overrides.Add(order);
                break;
        }
    }

    private static KeyValuePair<string, string?> Of(string agreement, GateStatus? gate) => new(
        $"{GateKey}/{agreement}", gate?.Since is { } since ? string.Create(CultureInfo.InvariantCulture, $"{(gate.IsOpen ? Open : Closed)} {since.UtcDateTime:O}") : null);

    private static KeyValuePair<string, string?> Of(string id, GateOverride? order) => new(
        $"{OverrideKey}/{id}", order is null ? null : JsonSerializer.Serialize(order, LedgerJson.Default.GateOverride));

    private static GateOverride? ReadOverride(string json) => FactText.Read(json, LedgerJson.Default.GateOverride) is { } order && order.Until >= order.From ? order : null;
}
