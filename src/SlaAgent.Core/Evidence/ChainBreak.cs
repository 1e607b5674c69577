namespace SlaAgent.Core.Evidence;

/// <summary>Entries that are not kept, as a later entry says.</summary>
/// <param name="FirstKept">The first entry after them.</param>
/// <param name="Missing">How many are not kept.</param>
/// <param name="SaidBy">Number of the entry that says so.</param>
/// <param name="At">When it was put on the record.</param>
/// <param name="Because">Why they are not kept.</param>
public sealed record ChainBreak(long FirstKept, long Missing, long SaidBy, DateTimeOffset At, string Because);
