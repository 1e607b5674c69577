namespace SlaAgent.Ledger;

/// <summary>The file is no ledger that this version can read: damaged, or of another version.</summary>
internal sealed class LedgerDamagedException(string reason) : Exception(reason);
