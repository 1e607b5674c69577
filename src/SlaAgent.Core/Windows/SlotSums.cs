namespace SlaAgent.Core.Windows;

/// <summary>What was counted in a stretch of time. Times are in ticks of 100 ns.</summary>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
/// <param name="Covered">Time that was measured.</param>
/// <param name="Waived">Time that does not count.</param>
internal readonly record struct SlotSums(long Good, long Bad, long Covered, long Waived)
{
    /// <summary>Events, good and bad.</summary>
    public long Events => Good + Bad;

    public static SlotSums operator +(in SlotSums left, in SlotSums right) =>
        new(left.Good + right.Good, left.Bad + right.Bad, left.Covered + right.Covered, left.Waived + right.Waived);

    public static SlotSums operator -(in SlotSums left, in SlotSums right) =>
        new(left.Good - right.Good, left.Bad - right.Bad, left.Covered - right.Covered, left.Waived - right.Waived);
}
