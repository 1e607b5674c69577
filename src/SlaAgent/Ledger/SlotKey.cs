using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>What tells one slot from another.</summary>
/// <param name="Series">The series.</param>
/// <param name="Length">Length in ticks of 100 ns.</param>
/// <param name="Start">Start in UTC ticks of 100 ns.</param>
internal readonly record struct SlotKey(string Series, long Length, long Start)
{
    /// <summary>The key of <paramref name="slot"/>.</summary>
    public static SlotKey Of(SlotRecord slot) => new(slot.Series, slot.Length.Ticks, slot.Start.UtcTicks);
}
