using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>What is kept in the place of an entry.</summary>
/// <param name="Entry">The entry; null where what is there makes no sense.</param>
/// <param name="Number">Its number, or what is best known of it.</param>
/// <param name="Problem">Why it makes no sense; empty where it does.</param>
internal readonly record struct RecordRow(ChainEntry? Entry, long Number, string Problem);
