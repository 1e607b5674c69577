using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Reports;

/// <summary>Makes the periods that reports are about.</summary>
public static class ReportPeriods
{
    /// <summary>The forms in which people write a period of the calendar.</summary>
    public const string Forms = "2026, 2026-Q4, 2026-10, 2026-W47 or 2026-10-05";

    /// <summary>The longest time a report is about, in days: two years.</summary>
    public const int MostDays = 731;

    /// <summary>Reads a period of the calendar: a year, a quarter, a month, an ISO week or a day.</summary>
    /// <returns>Null where the text is none of <see cref="Forms"/>.</returns>
    public static ReportPeriod? Read(string text, TimeZoneInfo zone)
    {
        foreach (var unit in Enum.GetValues<CalendarUnit>())
        {
            if (Parse(text, unit) is { } first && Name(unit, first) == text)
            {
                return Of(unit, first, zone);
            }
        }

        return null;
    }

    /// <summary>The period of the calendar in which a moment lies.</summary>
    public static ReportPeriod At(CalendarUnit unit, DateTimeOffset at, TimeZoneInfo zone) =>
        Of(unit, First(unit, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime)), zone);

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

    private static ReportPeriod Of(CalendarUnit unit, DateOnly first, TimeZoneInfo zone)
    {
        var (from, to) = (Midnight(first, zone), Midnight(Next(unit, first), zone));
        return new() { Name = Name(unit, first), From = from, To = to, TimeZone = zone.Id, Unit = unit, Days = Days(from, to, zone) };
    }

    private static EquatableArray<ReportDate> Days(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var days = new List<ReportDate>();
        for (var (at, date) = (from, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime)); at < to; date = date.AddDays(1))
        {
            var midnight = Midnight(date.AddDays(1), zone);
            var end = midnight < to ? midnight : to;
            if (end > at)
            {
                days.Add(new(date, at, end));
                at = end;
            }
        }

        return [.. days];
    }

    /// <summary>The first moment of a date: where the clocks skip midnight, that to which they are put.</summary>
    private static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue);
        if (zone.IsAmbiguousTime(local))
        {
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime();
        }

        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly First(CalendarUnit unit, DateOnly date) => unit switch
    {
        CalendarUnit.Day => date,
        CalendarUnit.Week => date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
        CalendarUnit.Month => new(date.Year, date.Month, 1),
        CalendarUnit.Quarter => new(date.Year, (3 * ((date.Month - 1) / 3)) + 1, 1),
        _ => new(date.Year, 1, 1),
    };

    private static DateOnly Next(CalendarUnit unit, DateOnly first) => unit switch
    {
        CalendarUnit.Day => first.AddDays(1),
        CalendarUnit.Week => first.AddDays(7),
        CalendarUnit.Month => first.AddMonths(1),
        CalendarUnit.Quarter => first.AddMonths(3),
        _ => first.AddYears(1),
    };

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
