using System.Globalization;
using System.Text.Json;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Exclusions;
using SlaAgent.Ledger;

namespace SlaAgent.Hosting;

/// <summary>
/// The small facts that say what is on the record already: <c>terms/SLA</c> (what tells its terms from others), <c>excluded/SLA/ID</c> (a planned exclusion that has
/// begun, as JSON), and <c>exclusions</c> (those that were over by then are there).
/// </summary>
internal static class RecordFacts
{
    private const string TermsPrefix = "terms/";
    private const string ExcludedPrefix = "excluded/";
    private const string To = "exclusions";

    /// <summary>Takes up what the ledger held when the process began; facts that make no sense are left out.</summary>
    public static Past Read(Past past, LedgerContents contents) => past with
    {
        Terms = [.. contents.Facts.Where(fact => fact.Key.StartsWith(TermsPrefix, StringComparison.Ordinal)).Select(fact => new KeyValuePair<string, string>(fact.Key[TermsPrefix.Length..], fact.Value))],
        Exclusions = [.. contents.Facts.Where(fact => fact.Key.StartsWith(ExcludedPrefix, StringComparison.Ordinal)).Select(fact => ReadFact(fact.Value)).OfType<ExclusionFact>()],
        ExclusionsTo = DateTimeOffset.TryParse(contents.Facts.GetValueOrDefault(To), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var to) ? to : null,
    };

    /// <summary>The facts of what changed.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(RecordChanges changes) =>
    [
        .. AdjustmentFacts.Forgotten(changes.ForgottenAdjustments),
        .. changes.Terms.Select(terms => new KeyValuePair<string, string?>(TermsPrefix + terms.Key, terms.Value)),
        .. changes.Exclusions.Select(fact => new KeyValuePair<string, string?>(
            ExcludedPrefix + fact.Key, fact.Value is { } going ? JsonSerializer.Serialize(going, LedgerJson.Default.ExclusionFact) : null)),
        .. changes.ExclusionsTo is { } to ? (KeyValuePair<string, string?>[])[new(To, to.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))] : [],
    ];

    /// <summary>What a record that begins anew must hold for its figures to be reckoned again: the terms in force.</summary>
    public static IReadOnlyList<EvidenceItem> Again(AgentConfiguration? configuration) =>
    [
        .. (configuration?.Agreements ?? []).Select(agreement =>
            new EvidenceItem.TermsAgreed(Terms.Of(configuration!.Services.First(service => service.Name == agreement.Service), agreement))),
    ];

    private static ExclusionFact? ReadFact(string json) => FactText.Read(json, LedgerJson.Default.ExclusionFact);
}
