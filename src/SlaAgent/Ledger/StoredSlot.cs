using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>What the database cannot add up by itself.</summary>
internal static class StoredSlot
{
    /// <summary>A record with the latencies and reasons that its row holds already.</summary>
    /// <param name="added">What is to be added to the row.</param>
    /// <param name="row">Its <c>latencies</c> and <c>reasons</c>; empty where there is none yet.</param>
    /// <param name="mergeLatencies">Adds up two histograms.</param>
    public static SlotRecord With(SlotRecord added, SqliteDataReader row, MergeLatencies mergeLatencies) => !row.Read() ? added : added with
    {
        Latencies = row.IsDBNull(0) ? added.Latencies : SlotArithmetic.Merge(row.GetFieldValue<byte[]>(0), added.Latencies, mergeLatencies),
        Reasons = row.IsDBNull(1) ? added.Reasons : SlotArithmetic.MergeReasons(row.GetString(1), added.Reasons),
    };
}
