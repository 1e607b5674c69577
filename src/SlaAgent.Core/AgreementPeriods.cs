using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

/// <summary>The periods of one agreement: where they lie, and what the last one came to.</summary>
internal sealed class AgreementPeriods(CalendarWindow window, CalendarPeriods calendar, in ClockReading clock)
{
    public CalendarWindow Window => window;

    public PeriodTimeline Timeline { get; } = new(calendar, clock);

    /// <summary>The final figures of the last period that is over; null where there is none.</summary>
    public ClosedPeriod? Last { get; private set; }

    /// <summary>Goes on from before a restart. What was closed of another calendar is not shown as this one's.</summary>
    public void Resume(PastPeriod past, in ClockReading reading)
    {
        Timeline.Resume(past.From, reading);
        Last = past.Last is { } last && calendar.Holding(last.From) == new Period(last.From, last.To) ? last : null;
    }

    /// <summary>Whether the period that is judged is over and no result of it can come any more.</summary>
    public bool IsOver(IReadOnlyCollection<ObjectiveEntry> entries, Instant now) =>
        entries.All(entry => now - entry.ClosingLag >= Timeline.To && !entry.Service.Tracker.Drain.IsActive);

    /// <summary>
    /// Takes the final figures of the period that is judged, and goes on to the next one in which anything was counted, or that holds now: nothing is said of a
    /// period in which nothing was measured.
    /// </summary>
    /// <returns>The figures; null where nothing was measured in it.</returns>
    public ClosedPeriod? Close(IReadOnlyCollection<ObjectiveEntry> entries)
    {
        var (name, period) = (entries.First().Agreement.Name, Timeline.Judged);
        var closed = entries.Any(entry => entry.HasMeasured) ? new ClosedPeriod(name, period.From, period.To, [.. entries.Select(entry => entry.Closed())]) : null;
        var next = 1;
        while (next < Timeline.Begun - 1 && !entries.Any(entry => entry.HoldsAny(next)))
        {
            next++;
        }

        Timeline.Leave(next);
        foreach (var entry in entries)
        {
            entry.EndPeriod(next, period.To);
        }

        Last = closed ?? Last;
        return closed;
    }
}
