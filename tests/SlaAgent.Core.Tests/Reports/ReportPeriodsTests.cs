using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Reports;

namespace SlaAgent.Core.Tests.Reports;

public sealed class ReportPeriodsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York", "Asia/Beirut"];

    [Theory]
    [InlineData("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z", 365)]
    [InlineData("2026-Q1", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z", 90)]
    [InlineData("2026-Q4", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z", 92)]
    [InlineData("2028-02", "2028-01-31T23:00:00Z", "2028-02-29T23:00:00Z", 29)]
    [InlineData("2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", 31)]
    [InlineData("2026-W53", "2026-12-27T23:00:00Z", "2027-01-03T23:00:00Z", 7)]
    [InlineData("2027-W01", "2027-01-03T23:00:00Z", "2027-01-10T23:00:00Z", 7)]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 1)]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 1)]
    public void A_period_of_the_calendar_is_read_as_people_write_it(string text, string from, string to, int days)
    {
        var period = ReportPeriods.Read(text, Berlin)!;
        Assert.Equal(DateTimeOffset.Parse(from, null), period.From);
        Assert.Equal(DateTimeOffset.Parse(to, null), period.To);
        Assert.Equal(days, period.Days.Count);
        Assert.Equal(text, period.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("26-10")]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("2027-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-1")]
    [InlineData("2026-02-29")]
    [InlineData("2026-10-05T00:00Z")]
    [InlineData("last month")]
    public void What_is_none_is_refused(string text) => Assert.Null(ReportPeriods.Read(text, Berlin));

    [Fact]
    public void A_day_without_midnight_begins_when_the_clocks_have_been_set()
    {
        var day = ReportPeriods.Read("2018-11-04", TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"))!;
        Assert.Equal(new DateTimeOffset(2018, 11, 4, 3, 0, 0, TimeSpan.Zero), day.From);
        Assert.Equal(TimeSpan.FromHours(23), day.To - day.From);
    }

    [Fact]
    public void A_day_that_a_zone_left_out_is_no_period_and_no_day_of_one()
    {
        var samoa = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia");
        Assert.Null(ReportPeriods.Read("2011-12-30", samoa));
        Assert.Equal(30, ReportPeriods.Read("2011-12", samoa)!.Days.Count);
    }

    [Fact]
    public void Periods_and_their_days_adjoin_in_every_zone() =>
        Gen.Select(Gen.Enum<CalendarUnit>(), Gen.Int[0, 20_000_000],
            Gen.Int[0, Zones.Length - 1]).Sample((unit, minutes, place) =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[place]);
            var at = new DateTimeOffset(1995, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            var period = ReportPeriods.At(unit, at, zone);
            Assert.True(period.From <= at && at < period.To);
            Assert.Equal(period, ReportPeriods.Read(period.Name, zone));
            Assert.Equal(period.From, ReportPeriods.Before(period, zone).To);
            Assert.Equal(period.From, period.Days[0].From);
            Assert.Equal(period.To, period.Days[^1].To);
            Assert.All(period.Days.Zip(period.Days.Skip(1)), pair => Assert.True(pair.First.To == pair.Second.From && pair.First.From < pair.First.To && pair.First.Date.AddDays(1) == pair.Second.Date));
        });
}
