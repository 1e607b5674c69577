using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>
/// Where the periods of one agreement lie on the agent's own timeline: the one that is judged, and what has begun after it while results of that one may still
/// come. What has begun stays as it is; only the end of the last period follows the wall clock, and a jump of it not before it has stood for an hour.
/// </summary>
internal sealed class PeriodTimeline
{
    /// <summary>How long a jump of the wall clock must stand before it moves the end of a period.</summary>
    public static readonly TimeSpan StandsAfter = TimeSpan.FromHours(1);

    /// <summary>What is slewing and no jump.</summary>
    private static readonly TimeSpan Slewing = TimeSpan.FromSeconds(1);

    private readonly CalendarPeriods _calendar;
    private readonly List<(Period Period, Instant From, Instant To)> _places = [];
    private TimeSpan _offset;
    private (TimeSpan Offset, Instant At)? _jump;

    public PeriodTimeline(CalendarPeriods calendar, in ClockReading clock)
    {
        (_calendar, _offset) = (calendar, clock.WallOffset);
        Begin(calendar.Holding(clock.Wall));
    }

    /// <summary>The period that is judged.</summary>
    public Period Judged => _places[0].Period;

    /// <summary>Where it begins.</summary>
    public Instant From => _places[0].From;

    /// <summary>Where it ends.</summary>
    public Instant To => _places[0].To;

    /// <summary>How many periods have begun: the one that is judged, and those after it.</summary>
    public int Begun => _places.Count;

    /// <summary>Goes on with a period from before a restart, which may be over; without effect where the calendar has no such period, or where it is still to come.</summary>
    public void Resume(DateTimeOffset from, in ClockReading clock)
    {
        var period = _calendar.Holding(from);
        if (period.From != from || period.From >= Judged.From)
        {
            return;
        }

        _places.Clear();
        Begin(period);
        IndexOf(clock.Now);
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(in ClockReading clock)
    {
        if ((clock.WallOffset - _offset).Duration() <= Slewing)
        {
            _jump = null;
            Follow(clock, _places[^1].From);
        }
        else if (_jump is not { } jump || (clock.WallOffset - jump.Offset).Duration() > Slewing)
        {
            _jump = (clock.WallOffset, clock.Now);
        }
        else if (clock.Now - jump.At >= StandsAfter)
        {
            _jump = null;
            Follow(clock, clock.Now);
        }

        IndexOf(clock.Now);
    }

    /// <summary>Which period a moment lies in, 0 for the one that is judged; below 0 before it. Periods that had not begun begin by this.</summary>
    public int IndexOf(Instant at)
    {
        while (at >= _places[^1].To)
        {
            var from = _places[^1].To;
            var period = _calendar.Holding(new DateTimeOffset(from.Ticks + _offset.Ticks, TimeSpan.Zero));
            _places.Add((period, from, On(period.To)));
        }

        var index = _places.Count - 1;
        while (index >= 0 && at < _places[index].From)
        {
            index--;
        }

        return index;
    }

    /// <summary>The same for the wall time of something that was written down; what was written of a time still to come (the clock was set back) is the last one's.</summary>
    public int IndexOf(DateTimeOffset wall)
    {
        var index = _places.Count - 1;
        while (index >= 0 && wall < _places[index].Period.From)
        {
            index--;
        }

        return index;
    }

    /// <summary>Leaves the first <paramref name="count"/> periods behind; at least one must remain.</summary>
    public void Leave(int count) => _places.RemoveRange(0, count);

    private void Begin(Period period) => _places.Add((period, On(period.From), On(period.To)));

    private void Follow(in ClockReading clock, Instant notBefore)
    {
        _offset = clock.WallOffset;
        var last = _places[^1];
        _places[^1] = last with { To = Instant.Max(On(last.Period.To), notBefore) };
    }

    private Instant On(DateTimeOffset wall) => new(wall.UtcTicks - _offset.Ticks);
}
