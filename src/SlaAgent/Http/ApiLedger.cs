namespace SlaAgent.Http;

/// <summary>How far the record goes that reports are made of.</summary>
/// <param name="Entries">Entries that are kept.</param>
/// <param name="Number">Number of the last one; 0 for none.</param>
/// <param name="Head">Its hash, in lower-case hex; 64 zeros for none.</param>
/// <param name="FirstKept">Number of the first entry that is kept; 0 for none.</param>
/// <param name="Signed">Whether the last one is signed.</param>
internal sealed record ApiLedger(long Entries, long Number, string Head, long FirstKept, bool Signed);
