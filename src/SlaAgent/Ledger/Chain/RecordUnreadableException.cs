namespace SlaAgent.Ledger.Chain;

/// <summary>A record cannot be read at all; the message says which and why.</summary>
internal sealed class RecordUnreadableException(string message) : Exception(message);
