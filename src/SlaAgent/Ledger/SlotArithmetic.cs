using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>Slots add up, and a slot lies within exactly one longer slot: all that compaction needs.</summary>
internal static class SlotArithmetic
{
    /// <summary>The length in which counts arrive.</summary>
    public static readonly TimeSpan Fine = TimeSpan.FromSeconds(10);

    /// <summary>The length after two hours.</summary>
    public static readonly TimeSpan Medium = TimeSpan.FromMinutes(1);

    /// <summary>The length after four days.</summary>
    public static readonly TimeSpan Coarse = TimeSpan.FromHours(1);

    /// <summary>How long fine slots are kept.</summary>
    public static readonly TimeSpan FineAge = TimeSpan.FromHours(2);

    /// <summary>How long medium slots are kept.</summary>
    public static readonly TimeSpan MediumAge = TimeSpan.FromDays(4);

    /// <summary>How long anything is kept: the longest window, a year of the calendar, and the month after it.</summary>
    public static readonly TimeSpan CoarseAge = TimeSpan.FromDays(400);

    /// <summary>No count and no time in ticks is larger: what is was damaged, and sums of it would overflow.</summary>
    public const long Largest = 1_000_000_000_000_000;

    /// <summary>The sum of two records of one series and slot.</summary>
    public static SlotRecord Add(SlotRecord left, SlotRecord right, MergeLatencies mergeLatencies) => left with
    {
        Good = left.Good + right.Good,
        Bad = left.Bad + right.Bad,
        Covered = left.Covered + right.Covered,
        Waived = left.Waived + right.Waived,
        Latencies = Merge(left.Latencies, right.Latencies, mergeLatencies),
        Reasons = MergeReasons(left.Reasons, right.Reasons),
    };

    /// <summary>The reasons of both; where one of the texts is damaged, the other.</summary>
    public static string MergeReasons(string stored, string added)
    {
        try
        {
            return SlotReasons.Merge(stored, added);
        }
        catch (FormatException)
        {
            return ReasonsOrNone(added);
        }
    }

    /// <summary>A text of reasons, or none where it is damaged.</summary>
    public static string ReasonsOrNone(string? text)
    {
        try
        {
            return text is null || SlotReasons.Read(text).Count == 0 ? "" : text;
        }
        catch (FormatException)
        {
            return "";
        }
    }

    /// <summary>The same counts in the longer slot that holds this one.</summary>
    public static SlotRecord Widen(SlotRecord slot, TimeSpan length) => slot with
    {
        Start = new DateTimeOffset(slot.Start.UtcTicks - (slot.Start.UtcTicks % length.Ticks), TimeSpan.Zero),
        Length = length,
    };

    /// <summary>The merged histograms; a damaged one is left out, because the counts decide and the histogram only shows.</summary>
    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> added, MergeLatencies mergeLatencies)
    {
        if (stored.IsEmpty || added.IsEmpty)
        {
            return stored.IsEmpty ? added : stored;
        }

        try
        {
            return mergeLatencies(stored, added);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException)
        {
            return added;
        }
    }
}
