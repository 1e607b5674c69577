using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>What old entries say that still holds: an agreement in force, an incident or an obligation that is open. It must not go with them.</summary>
internal static class StandingEvidence
{
    private static readonly string[] Kinds = ["terms_agreed", "terms_ended", "incident_changed", "excluded", "obligation_changed", "gate_overridden", "gate_moved"];

    /// <summary>What holds of the entries before <paramref name="cut"/> and of which no later one says anything else, in order.</summary>
    /// <param name="cut">Number of the first entry that is kept.</param>
    /// <param name="ofKind">All entries of a kind, in order.</param>
    public static IReadOnlyList<EvidenceItem> Before(long cut, Func<string, IEnumerable<(long Number, string Kind, ReadOnlyMemory<byte> Body)>> ofKind)
    {
        var latest = new Dictionary<string, (long Number, EvidenceItem Item)>(StringComparer.Ordinal);
        foreach (var (number, kind, body) in Kinds.SelectMany(ofKind).OrderBy(entry => entry.Number))
        {
            if (EvidenceText.ReadOrNone(kind, body.Span) is { } item && KeyOf(item) is { } key)
            {
                latest[key] = (number, item);
            }
        }

        return [.. latest.Values.Where(entry => entry.Number < cut && Holds(entry.Item)).OrderBy(entry => entry.Number).Select(entry => entry.Item)];
    }

    private static string? KeyOf(EvidenceItem item) => item switch
    {
        EvidenceItem.TermsAgreed agreed => "terms/" + agreed.Terms.Name,
        EvidenceItem.TermsEnded ended => "terms/" + ended.Agreement,
        EvidenceItem.IncidentChanged changed => "incident/" + changed.Incident.Id,
        EvidenceItem.Excluded excluded => $"excluded/{excluded.Exclusion.Agreement}/{excluded.Exclusion.Id}",
        EvidenceItem.ObligationChanged changed => "obligation/" + changed.Obligation.Id,
        EvidenceItem.GateOverridden overridden => "override/" + overridden.Override.Id,
        EvidenceItem.GateMoved moved => "gate/" + moved.Gate.Agreement,
        _ => null,
    };

    private static bool Holds(EvidenceItem item) => item switch
    {
        EvidenceItem.TermsAgreed or EvidenceItem.GateMoved => true,
        EvidenceItem.IncidentChanged changed => changed.Incident.ClosedAt is null && changed.Incident.IsOpen,
        EvidenceItem.Excluded excluded => !excluded.Exclusion.IsOver,
        EvidenceItem.ObligationChanged changed => changed.Obligation.IsOpen,
        _ => false,
    };
}
