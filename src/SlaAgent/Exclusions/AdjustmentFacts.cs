using System.Text.Json;
using SlaAgent.Core;
using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Snapshots;
using SlaAgent.Ledger;

namespace SlaAgent.Exclusions;

/// <summary>The small facts of adjustments after the fact: <c>adjustment/ID</c>, as JSON. The ledger writes each with what it changes.</summary>
internal static class AdjustmentFacts
{
    /// <summary>Takes up what the ledger held when the process began; facts that make no sense are left out.</summary>
    public static Past Read(Past past, LedgerContents contents) => past with
    {
        Adjustments = [.. contents.Facts.Where(fact => fact.Key.StartsWith(LedgerDatabase.AdjustmentPrefix, StringComparison.Ordinal)).Select(fact => ReadOne(fact.Value)).OfType<PastAdjustment>()],
    };

    /// <summary>The facts that a snapshot holds, for a ledger that has none.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> All(AgentSnapshot? snapshot) => (snapshot?.Adjustments ?? []).Select(made =>
        new KeyValuePair<string, string?>(LedgerDatabase.AdjustmentPrefix + made.Id, JsonSerializer.Serialize(made, LedgerJson.Default.PastAdjustment)));

    /// <summary>The facts of adjustments that are not remembered any more.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Forgotten(IReadOnlyList<string> ids) =>
        ids.Select(id => new KeyValuePair<string, string?>(LedgerDatabase.AdjustmentPrefix + id, null));

    private static PastAdjustment? ReadOne(string json) => FactText.Read(json, LedgerJson.Default.PastAdjustment) is { } made && made.To > made.From ? made : null;
}
