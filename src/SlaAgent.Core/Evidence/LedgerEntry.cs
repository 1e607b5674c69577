namespace SlaAgent.Core.Evidence;

/// <summary>One link of the chain: what is on the record, and what holds it in its place.</summary>
/// <param name="Number">Its number; 1 for the first.</param>
/// <param name="At">Wall time at which it was put on the record.</param>
/// <param name="Evidence">What it says.</param>
/// <param name="Hash">SHA-256 over the hash before it, its number, its time, its kind and its text, byte for byte; in lower-case hex.</param>
public sealed record LedgerEntry(long Number, DateTimeOffset At, EvidenceItem Evidence, string Hash);
