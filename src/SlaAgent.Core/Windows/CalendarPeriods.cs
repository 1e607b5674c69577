using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Windows;

/// <summary>
/// The periods of a calendar in a time zone: days and what is made of them, without a gap and without an overlap. A day begins at the first moment at which the
/// clocks of the zone show its date at midnight; where clocks are set forward over midnight, at the moment at which they are set. Weeks begin on Monday (ISO 8601).
/// </summary>
/// <param name="unit">How long a period is.</param>
/// <param name="zone">The zone whose midnight counts.</param>
public sealed class CalendarPeriods(CalendarUnit unit, TimeZoneInfo zone)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The period that holds a moment.</summary>
    public Period Holding(DateTimeOffset at)
    {
        var first = FirstDay(DateOnly.FromDateTime((at + zone.GetUtcOffset(at)).UtcDateTime));
        var period = BeginningOn(first);

        // Where clocks are set back over midnight, the date that was shown before is shown again after the next one has begun.
        while (at >= period.To)
        {
            first = Next(first);
            period = new Period(period.To, StartOf(Next(first)));
        }

        return period;
    }

    /// <summary>The period whose first day is a date; it has no length where the zone left all of it out.</summary>
    public Period BeginningOn(DateOnly first) => new(StartOf(first), StartOf(Next(first)));

    private DateOnly FirstDay(DateOnly day) => unit switch
    {
        CalendarUnit.Day => day,
        CalendarUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        CalendarUnit.Month => new DateOnly(day.Year, day.Month, 1),
        CalendarUnit.Quarter => new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1),
        _ => new DateOnly(day.Year, 1, 1),
    };

    private DateOnly Next(DateOnly first) => unit switch
    {
        CalendarUnit.Day => first.AddDays(1),
        CalendarUnit.Week => first.AddDays(7),
        CalendarUnit.Month => first.AddMonths(1),
        CalendarUnit.Quarter => first.AddMonths(3),
        _ => first.AddYears(1),
    };

    /// <summary>
    /// The moment at which a day begins. Only offsets of moments are asked of the zone: what it says of local times that come twice or never differs between
    /// sources of its rules.
    /// </summary>
    private DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(midnight - Day), zone.GetUtcOffset(midnight + Day));
        var (early, late) = before > after ? (midnight - before, midnight - after) : (midnight - after, midnight - before);
        if (Shows(early, midnight))
        {
            return early;
        }

        return Shows(late, midnight) ? late : FirstAfter(early, late, midnight);
    }

    /// <summary>The first moment after <paramref name="early"/> at which it is midnight or later: the one at which the clocks are set forward.</summary>
    private DateTimeOffset FirstAfter(DateTimeOffset early, DateTimeOffset late, DateTimeOffset midnight)
    {
        var (not, reached) = (early.UtcTicks, late.UtcTicks);
        while (reached - not > 1)
        {
            var middle = new DateTimeOffset(not + ((reached - not) / 2), TimeSpan.Zero);
            (not, reached) = middle + zone.GetUtcOffset(middle) < midnight ? (middle.UtcTicks, reached) : (not, middle.UtcTicks);
        }

        return new DateTimeOffset(reached, TimeSpan.Zero);
    }

    private bool Shows(DateTimeOffset at, DateTimeOffset midnight) => at + zone.GetUtcOffset(at) == midnight;
}
