using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>Slots that are excluded after the fact.</summary>
internal sealed partial class SlotTable
{
    /// <summary>What there is of a target.</summary>
    public TakenSlots Find(AdjustmentTarget target)
    {
        var (slots, whole, touched, coarsest) = (new List<SlotRecord>(), 0, 0, TimeSpan.Zero);
        using var reader = statements.Query(
            "SELECT n.name, s.* FROM slots s JOIN series n ON n.id = s.series WHERE n.name = $1 AND s.start < $2 AND s.start + s.length > $3 ORDER BY s.start, s.length",
            target.Series,
            target.To.UtcTicks,
            target.From.UtcTicks);
        while (reader.Read())
        {
            if (!MakesSense(reader))
            {
                continue;
            }

            var slot = Read(reader);
            var isWhole = slot.Start >= target.From && slot.Start + slot.Length <= target.To;
            (whole, touched, coarsest) = (whole + (isWhole ? 1 : 0), touched + 1, slot.Length > coarsest ? slot.Length : coarsest);
            if (isWhole && (slot.Good + slot.Bad > 0 || slot.Covered > TimeSpan.Zero))
            {
                slots.Add(slot);
            }
        }

        return new TakenSlots(target, slots, whole, touched, coarsest);
    }

    /// <summary>Takes the counts out of slots: their measured time does not count any more. Inside the caller's transaction.</summary>
    public void Waive(IEnumerable<SlotRecord> slots)
    {
        foreach (var slot in slots)
        {
            statements.Run(
                "UPDATE slots SET waived = waived + covered, good = 0, bad = 0, covered = 0, latencies = NULL, reasons = NULL WHERE length = $1 AND start = $2 AND series = $3",
                slot.Length.Ticks,
                slot.Start.UtcTicks,
                SeriesId(slot.Series));
        }
    }
}
