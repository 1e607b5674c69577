using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>The record as it was at one moment.</summary>
internal sealed record LedgerRecord
{
    /// <summary>The entries whose kind this version knows, in order.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>What was counted in hours that are not on the record yet, oldest first: it adds up with the closed hours. None in an exported file.</summary>
    public IReadOnlyList<EvidenceItem.HourClosed> OpenHours { get; init; } = [];

    /// <summary>How far the record goes.</summary>
    public required LedgerHead Head { get; init; }

    /// <summary>Entries of kinds of a later version, which are left out.</summary>
    public int Unknown { get; init; }

    /// <summary>Whether all of it is as it was put on the record, as <c>slaagent verify</c> would find without a key.</summary>
    public required ChainFindings Findings { get; init; }
}
