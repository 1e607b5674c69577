using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Windows;

public sealed class CalendarPeriodsTests
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Cairo", "Asia/Beirut", "America/St_Johns", "Asia/Kathmandu",
        "Pacific/Apia", "Asia/Kolkata", "Africa/Casablanca", "America/Santiago", "Pacific/Chatham",
    ];

    [Theory]
    [InlineData(CalendarUnit.Month, "Europe/Berlin", "2026-03-15T12:00Z", "2026-02-28T23:00Z", "2026-03-31T22:00Z")]
    [InlineData(CalendarUnit.Month, "Europe/Berlin", "2026-10-15T12:00Z", "2026-09-30T22:00Z", "2026-10-31T23:00Z")]
    [InlineData(CalendarUnit.Month, "America/New_York", "2026-03-15T12:00Z", "2026-03-01T05:00Z", "2026-04-01T04:00Z")]
    [InlineData(CalendarUnit.Day, "America/New_York", "2026-11-01T12:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z")]
    [InlineData(CalendarUnit.Month, "Australia/Lord_Howe", "2026-04-10T00:00Z", "2026-03-31T13:00Z", "2026-04-30T13:30Z")]
    [InlineData(CalendarUnit.Day, "Australia/Lord_Howe", "2026-10-03T20:00Z", "2026-10-03T13:30Z", "2026-10-04T13:00Z")]
    [InlineData(CalendarUnit.Month, "UTC", "2024-02-29T23:59:59.9999999Z", "2024-02-01T00:00Z", "2024-03-01T00:00Z")]
    [InlineData(CalendarUnit.Month, "UTC", "2026-02-28T00:00Z", "2026-02-01T00:00Z", "2026-03-01T00:00Z")]
    [InlineData(CalendarUnit.Quarter, "Europe/Berlin", "2026-06-30T21:59Z", "2026-03-31T22:00Z", "2026-06-30T22:00Z")]
    [InlineData(CalendarUnit.Quarter, "Europe/Berlin", "2026-06-30T22:00Z", "2026-06-30T22:00Z", "2026-09-30T22:00Z")]
    [InlineData(CalendarUnit.Year, "Asia/Kolkata", "2024-12-31T18:29Z", "2023-12-31T18:30Z", "2024-12-31T18:30Z")]
    [InlineData(CalendarUnit.Week, "UTC", "2026-01-01T00:00Z", "2025-12-29T00:00Z", "2026-01-05T00:00Z")]
    [InlineData(CalendarUnit.Week, "UTC", "2026-01-04T23:59Z", "2025-12-29T00:00Z", "2026-01-05T00:00Z")]
    [InlineData(CalendarUnit.Week, "Europe/Berlin", "2026-03-29T12:00Z", "2026-03-22T23:00Z", "2026-03-29T22:00Z")]
    public void A_period_begins_and_ends_at_the_midnight_of_its_zone(CalendarUnit unit, string zone, string at, string from, string to) =>
        Assert.Equal(new Period(Time(from), Time(to)), Periods(unit, zone).Holding(Time(at)));

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00Z", "2018-11-04T03:00Z", 23)]
    [InlineData("Africa/Cairo", "2024-04-26T12:00Z", "2024-04-25T22:00Z", 23)]
    [InlineData("Asia/Beirut", "2024-03-31T12:00Z", "2024-03-30T22:00Z", 23)]
    [InlineData("Africa/Cairo", "2024-10-31T12:00Z", "2024-10-30T21:00Z", 25)]
    [InlineData("America/Sao_Paulo", "2018-02-17T12:00Z", "2018-02-17T02:00Z", 25)]
    [InlineData("America/Havana", "2025-03-09T12:00Z", "2025-03-09T05:00Z", 23)]
    public void Where_midnight_never_comes_or_comes_twice_a_day_begins_with_the_first_moment_of_it(string zone, string at, string from, int hours)
    {
        var day = Periods(CalendarUnit.Day, zone).Holding(Time(at));
        Assert.Equal((Time(from), TimeSpan.FromHours(hours)), (day.From, day.Length));
    }

    [Fact]
    public void A_day_that_a_country_left_out_is_none()
    {
        var days = Periods(CalendarUnit.Day, "Pacific/Apia");
        var before = days.Holding(Time("2011-12-30T09:59Z"));
        Assert.Equal((Time("2011-12-29T10:00Z"), Time("2011-12-30T10:00Z")), (before.From, before.To));
        Assert.Equal(Time("2011-12-31T10:00Z"), days.Holding(before.To).To);
    }

    [Fact]
    public void Periods_follow_each_other_without_a_gap_and_without_an_overlap() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, 4], Gen.Long[Time("1995-01-01T00:00Z").UtcTicks, Time("2037-12-31T00:00Z").UtcTicks]).Sample((zone, unit, ticks) =>
        {
            var (periods, at) = (Periods((CalendarUnit)unit, Zones[zone]), new DateTimeOffset(ticks, TimeSpan.Zero));
            var period = periods.Holding(at);
            return period.Holds(at)
                && periods.Holding(period.From) == period
                && periods.Holding(period.To.AddTicks(-1)) == period
                && periods.Holding(period.To).From == period.To
                && periods.Holding(period.From.AddTicks(-1)).To == period.From;
        });

    [Fact]
    public void Months_add_up_to_quarters_and_quarters_to_years() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[1996, 2036]).Sample((zone, year) =>
        {
            var (months, quarters) = (Periods(CalendarUnit.Month, Zones[zone]), Periods(CalendarUnit.Quarter, Zones[zone]));
            var whole = Periods(CalendarUnit.Year, Zones[zone]).Holding(new(year, 7, 1, 0, 0, 0, TimeSpan.Zero));
            var (ofMonths, ofQuarters) = (From(months, whole, 12), From(quarters, whole, 4));
            return ofMonths == whole.To && ofQuarters == whole.To && whole.Length.TotalDays > 363.9;
        });

    private static DateTimeOffset From(CalendarPeriods periods, Period whole, int count)
    {
        var at = whole.From;
        for (var i = 0; i < count; i++)
        {
            at = periods.Holding(at).To;
        }

        return at;
    }

    private static CalendarPeriods Periods(CalendarUnit unit, string zone) => new(unit, TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
