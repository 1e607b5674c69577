using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Baselines;

/// <summary>The hours that one objective has behind it, in order; hours of which nothing is known are not there.</summary>
public sealed class BaselineHistory
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private BaselineHistory(IReadOnlyList<BaselineHour> hours)
    {
        Hours = hours;
        (From, To) = hours.Count == 0 ? (default, default) : (hours[0].Start, hours[^1].Start + Hour);
    }

    /// <summary>The hours.</summary>
    public IReadOnlyList<BaselineHour> Hours { get; }

    /// <summary>Start of the first hour.</summary>
    public DateTimeOffset From { get; }

    /// <summary>End of the last hour.</summary>
    public DateTimeOffset To { get; }

    /// <summary>History from hours, of which those in the last <paramref name="weeks"/> weeks before the end of the last one are kept.</summary>
    public static BaselineHistory Of(IEnumerable<BaselineHour> hours, int weeks)
    {
        var ordered = hours.OrderBy(hour => hour.Start).ToList();
        return new(ordered.Count == 0 ? ordered : ordered.FindAll(hour => hour.Start >= ordered[^1].Start + Hour - (weeks * Week)));
    }

    /// <summary>History from the ledger's slots of one series, which lie within hours. An hour that had not ended at <paramref name="now"/> is left out.</summary>
    public static BaselineHistory OfSlots(IEnumerable<SlotRecord> slots, int weeks, DateTimeOffset now) =>
        Of(slots.GroupBy(slot => HourOf(slot.Start)).Where(hour => hour.Key + Hour <= now).Select(hour => Sum(hour.Key, hour)), weeks);

    /// <summary>The start of the hour in which an instant lies.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>The weeks counted back from the end, oldest first; what is left over at the beginning is no week.</summary>
    public IReadOnlyList<BaselineWeek> Weeks()
    {
        var weeks = new List<BaselineWeek>();
        var next = Hours.Count - 1;
        for (var from = To; from - From >= Week;)
        {
            from -= Week;
            var last = next;
            while (next >= 0 && Hours[next].Start >= from)
            {
                next--;
            }

            weeks.Add(Sum(from, Hours.Skip(next + 1).Take(last - next)));
        }

        weeks.Reverse();
        return weeks;
    }

    private static BaselineHour Sum(DateTimeOffset start, IEnumerable<SlotRecord> slots)
    {
        var hour = new BaselineHour(start, 0, 0, default, default);
        DurationCounts? durations = null;
        foreach (var slot in slots)
        {
            hour = hour with { Good = hour.Good + slot.Good, Bad = hour.Bad + slot.Bad, Covered = hour.Covered + slot.Covered, Waived = hour.Waived + slot.Waived };
            if (!slot.Latencies.IsEmpty)
            {
                (durations ??= new()).TryAdd(slot.Latencies.Span);
            }
        }

        return hour with { Durations = durations };
    }

    private static BaselineWeek Sum(DateTimeOffset from, IEnumerable<BaselineHour> hours)
    {
        var (good, bad, covered, waived) = (0L, 0L, TimeSpan.Zero, TimeSpan.Zero);
        DurationCounts? durations = null;
        foreach (var hour in hours)
        {
            (good, bad, covered, waived) = (good + hour.Good, bad + hour.Bad, covered + hour.Covered, waived + hour.Waived);
            if (hour.Durations is { } counts)
            {
                (durations ??= new()).Add(counts);
            }
        }

        var countable = Week - waived;
        return new(from, good, bad, countable > TimeSpan.Zero ? Math.Clamp(covered / countable, 0, 1) : 0, durations);
    }
}
