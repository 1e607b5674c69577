using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Snapshots;
using SlaAgent.Ledger;

namespace SlaAgent.Consequences;

/// <summary>What follows from breaches among the small facts of the ledger: <c>obligation/ID</c> with the obligation as JSON, <c>breach/INCIDENT</c> with <c>SLA OBJECTIVE TIME</c>.</summary>
internal static class ConsequenceFacts
{
    private const string ObligationKey = "obligation/";
    private const string BreachKey = "breach/";

    /// <summary>The facts of obligations that changed.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(IReadOnlyList<KeyValuePair<string, Obligation?>> changes) =>
        changes.Select(changed => new KeyValuePair<string, string?>(
            ObligationKey + changed.Key, changed.Value is { } obligation ? JsonSerializer.Serialize(obligation, LedgerJson.Default.Obligation) : null));

    /// <summary>The facts of breaches that were found or forgotten.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(IReadOnlyList<KeyValuePair<string, BreachMark?>> changes) =>
        changes.Select(changed => new KeyValuePair<string, string?>(
            BreachKey + changed.Key, changed.Value is { } mark ? string.Create(CultureInfo.InvariantCulture, $"{mark.Agreement} {mark.Objective} {mark.At.UtcDateTime:O}") : null));

    /// <summary>All that a snapshot holds.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> All(AgentSnapshot snapshot) =>
    [
        .. Of([.. snapshot.Obligations.Select(obligation => new KeyValuePair<string, Obligation?>(obligation.Id, obligation))]),
        .. Of([.. snapshot.Breaches.Select(mark => new KeyValuePair<string, BreachMark?>(mark.Incident, mark))]),
    ];

    /// <summary>The obligations among <paramref name="facts"/>; what makes no sense is left out.</summary>
    public static IEnumerable<Obligation> Obligations(IEnumerable<KeyValuePair<string, string>> facts) =>
        facts.Where(fact => fact.Key.StartsWith(ObligationKey, StringComparison.Ordinal))
            .Select(fact => Read(fact.Value) is { } obligation && ObligationKey + obligation.Id == fact.Key ? obligation : null)
            .OfType<Obligation>();

    /// <summary>The breaches among <paramref name="facts"/>; what makes no sense is left out.</summary>
    public static IEnumerable<BreachMark> Breaches(IEnumerable<KeyValuePair<string, string>> facts) =>
        facts.Where(fact => fact.Key.StartsWith(BreachKey, StringComparison.Ordinal))
            .Select(fact => fact.Value.Split(' ') is [var agreement, var objective, var at] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var found)
                ? new BreachMark(fact.Key[BreachKey.Length..], agreement, objective, found)
                : null)
            .OfType<BreachMark>();

    private static Obligation? Read(string json) => FactText.Read(json, LedgerJson.Default.Obligation) is { } obligation && obligation.DueAt >= obligation.OpenedAt ? obligation : null;
}
