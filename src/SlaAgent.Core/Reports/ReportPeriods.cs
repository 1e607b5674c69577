using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Reports;

/// <summary>Makes the periods that reports are about.</summary>
public static class ReportPeriods
{
    /// <summary>The forms in which people write a period of the calendar.</summary>
    public const string Forms = "2026, 2026-Q4, 2026-10, 2026-W47 or 2026-10-05";

    /// <summary>The longest time a report is about, in days: two years.</summary>
    public const int MostDays = 731;

    /// <summary>Reads a period of the calendar: a year, a quarter, a month, an ISO week or a day.</summary>
    /// <returns>Null where the text is none of <see cref="Forms"/>, or a day that the zone left out.</returns>
    public static ReportPeriod? Read(string text, TimeZoneInfo zone)
    {
        foreach (var unit in Enum.GetValues<CalendarUnit>())
        {
            if (Parse(text, unit) is { } first && Name(unit, first) == text && new CalendarPeriods(unit, zone).BeginningOn(first) is { Length.Ticks: > 0 } period)
            {
                return Of(unit, period, zone);
            }
        }

        return null;
    }

    /// <summary>The period of the calendar in which a moment lies.</summary>
    public static ReportPeriod At(CalendarUnit unit, DateTimeOffset at, TimeZoneInfo zone) => Of(unit, new CalendarPeriods(unit, zone).Holding(at), zone);

    /// <summary>The period of the calendar before one.</summary>
    public static ReportPeriod Before(ReportPeriod period, TimeZoneInfo zone) =>
        period.Unit is { } unit ? At(unit, period.From.AddTicks(-1), zone) : Between(period.From - (period.To - period.From), period.From, zone);

    /// <summary>The time between two moments, the second at most <see cref="MostDays"/> after the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, or not after it.</exception>
    public static ReportPeriod Between(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, from.AddDays(MostDays));
        var (start, end) = (from.ToUniversalTime(), to.ToUniversalTime());
        var name = string.Create(CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd'T'HH:mm:ss'Z'}/{end:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return new() { Name = name, From = start, To = end, TimeZone = zone.Id, Days = Days(start, end, zone) };
    }

    private static ReportPeriod Of(CalendarUnit unit, Period period, TimeZoneInfo zone) => new()
    {
        Name = Name(unit, DateAt(period.From, zone)), From = period.From, To = period.To, TimeZone = zone.Id, Unit = unit, Days = Days(period.From, period.To, zone),
    };

    private static DateOnly DateAt(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static EquatableArray<ReportDate> Days(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var (days, calendar) = (new List<ReportDate>(), new CalendarPeriods(CalendarUnit.Day, zone));
        for (var (at, date) = (from, DateAt(from, zone)); at < to; date = date.AddDays(1))
        {
            var midnight = calendar.BeginningOn(date).To;
            var end = midnight < to ? midnight : to;
            if (end > at)
            {
                days.Add(new(date, at, end));
                at = end;
            }
        }

        return [.. days];
    }

    private static string Name(CalendarUnit unit, DateOnly first) => unit switch
    {
        CalendarUnit.Day => first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CalendarUnit.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(first):0000}-W{ISOWeek.GetWeekOfYear(first):00}"),
        CalendarUnit.Month => first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        CalendarUnit.Quarter => string.Create(CultureInfo.InvariantCulture, $"{first.Year:0000}-Q{((first.Month - 1) / 3) + 1}"),
        _ => first.Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    private static DateOnly? Parse(string text, CalendarUnit unit)
    {
        if (text.Length is < 4 or > 10 || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1970 or > 9000)
        {
            return null;
        }

        var rest = text[4..];
        return unit switch
        {
            CalendarUnit.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            CalendarUnit.Month => DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null,
            CalendarUnit.Week => rest.StartsWith("-W", StringComparison.Ordinal) && Number(rest[2..]) is >= 1 and <= 53 and var week
                ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)) : null,
            CalendarUnit.Quarter => rest.StartsWith("-Q", StringComparison.Ordinal) && Number(rest[2..]) is >= 1 and <= 4 and var quarter ? new DateOnly(year, (3 * quarter) - 2, 1) : null,
            _ => rest.Length == 0 ? new DateOnly(year, 1, 1) : null,
        };
    }

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
