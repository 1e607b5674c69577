namespace SlaAgent.Ledger.Chain;

/// <summary>How far the record goes.</summary>
/// <param name="Entries">Entries that are kept.</param>
/// <param name="FirstKept">Number of the first one; 0 for none.</param>
/// <param name="Number">Number of the last one; 0 for none.</param>
/// <param name="Hash">Its hash; 64 zeros for none.</param>
/// <param name="IsSigned">Whether it is signed.</param>
internal sealed record LedgerHead(long Entries, long FirstKept, long Number, string Hash, bool IsSigned);
