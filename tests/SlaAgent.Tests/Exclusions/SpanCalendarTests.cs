using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;
using SlaAgent.Exclusions;

namespace SlaAgent.Tests.Exclusions;

public sealed class SpanCalendarTests
{
    // On 2026-03-29 clocks in Berlin go from 02:00 to 03:00 (01:00 UTC), on 2026-10-25 from 03:00 back to 02:00 (01:00 UTC).
    [Theory]
    [InlineData("30 2 * * *", 60, "2026-03-28T12:00", "2026-03-28T01:30 2026-03-28T02:30", "2026-03-29T01:00 2026-03-29T02:00")]
    [InlineData("30 2 * * *", 60, "2026-10-24T12:00", "2026-10-24T00:30 2026-10-24T01:30", "2026-10-25T00:30 2026-10-25T01:30")]
    [InlineData("30 1 * * *", 120, "2026-03-28T12:00", "2026-03-28T00:30 2026-03-28T02:30", "2026-03-29T00:30 2026-03-29T02:30")]
    [InlineData("30 1 * * *", 120, "2026-10-24T12:00", "2026-10-23T23:30 2026-10-24T01:30", "2026-10-24T23:30 2026-10-25T01:30")]
    [InlineData("0 0 29 2 *", 1440, "2028-02-28T12:00", "2028-02-28T23:00 2028-02-29T23:00", null)]
    [InlineData("0 0 31 * *", 60, "2026-12-30T12:00", "2026-12-30T23:00 2026-12-31T00:00", null)]
    public void A_cron_time_is_one_of_the_zone_and_the_duration_is_elapsed_time(string cron, int minutes, string now, string first, string? second)
    {
        var at = Time(now);
        var spans = SpanCalendar.Expand(With(new ExclusionTime.Again(cron, "Europe/Berlin", TimeSpan.FromMinutes(minutes))), at)
            .Where(span => span.From >= at - TimeSpan.FromHours(13));

        Assert.Equal(
            new[] { first, second }.OfType<string>(),
            spans.Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.From:yyyy-MM-dd'T'HH:mm} {span.To:yyyy-MM-dd'T'HH:mm}")));
    }

    [Fact]
    public void What_has_begun_long_ago_and_goes_on_is_among_them()
    {
        var again = SpanCalendar.Expand(With(new ExclusionTime.Again("0 0 1 * *", "UTC", TimeSpan.FromDays(10))), Time("2026-06-09T00:00"));
        Assert.Equal((Time("2026-06-01T00:00"), Time("2026-06-11T00:00")), (Assert.Single(again).From, again[0].To));

        var once = new ExclusionTime.Once(Time("2026-06-01T00:00"), Time("2026-06-11T00:00"));
        Assert.Single(SpanCalendar.Expand(With(once), Time("2026-06-09T00:00")));
        Assert.Empty(SpanCalendar.Expand(With(once), Time("2026-06-14T00:00")));
        Assert.Empty(SpanCalendar.Expand(With(once), Time("2026-05-30T00:00")));
    }

    [Fact]
    public void Each_minute_of_three_days_is_not_too_much()
    {
        var spans = SpanCalendar.Expand(With(new ExclusionTime.Again("* * * * *", "UTC", TimeSpan.FromSeconds(20))), Time("2026-06-09T00:00"));
        Assert.InRange(spans.Count, 4319, 4321);
        Assert.Equal(Time("2026-06-09T23:59"), spans[^1].From);
    }

    [Theory]
    [InlineData("2026-06-02T00:00", 7, null)]
    [InlineData("2026-06-02T00:01", 7, "x was announced less than 7d before its start: it does not hold")]
    [InlineData("2026-06-09T00:00", 0, null)]
    [InlineData("2026-06-09T00:01", 0, "x was announced after its start: it does not hold")]
    [InlineData(null, 7, null)]
    public void What_was_announced_too_late_counts(string? announced, int notice, string? counts)
    {
        var once = new ExclusionTime.Once(Time("2026-06-09T00:00"), Time("2026-06-10T00:00"));
        var spans = SpanCalendar.Expand(With(once, announced is null ? null : Time(announced), TimeSpan.FromDays(notice)), Time("2026-06-09T00:00"));
        Assert.Equal(counts, Assert.Single(spans).CountsBecause);
    }

    [Fact]
    public void Of_what_comes_again_only_what_comes_before_the_notice_is_over_counts()
    {
        var spans = SpanCalendar.Expand(
            With(new ExclusionTime.Again("0 2 * * *", "UTC", TimeSpan.FromHours(1)), Time("2026-06-01T12:00"), TimeSpan.FromDays(7)), Time("2026-06-08T12:00"));
        Assert.Equal([false, false, true], spans.Select(span => span.CountsBecause is null));
    }

    [Fact]
    public void They_are_worked_out_anew_each_hour_and_where_the_clock_or_the_configuration_changed()
    {
        var calendar = new SpanCalendar();
        var (configuration, now) = (With(new ExclusionTime.Again("0 2 * * *", "UTC", TimeSpan.FromHours(1))), Time("2026-06-08T12:00"));
        Assert.NotNull(calendar.Renew(configuration, now));
        Assert.Null(calendar.Renew(configuration, now.AddMinutes(59)));
        Assert.NotNull(calendar.Renew(configuration, now.AddMinutes(60)));
        Assert.NotNull(calendar.Renew(configuration, now.AddDays(-30)));
        Assert.Null(calendar.Renew(configuration, now.AddDays(-30)));
        Assert.NotNull(calendar.Renew(configuration with { }, now.AddDays(-30)));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static AgentConfiguration With(ExclusionTime time, DateTimeOffset? announced = null, TimeSpan notice = default) => new(
        new AgentSettings(),
        [],
        [
            new ServiceLevelAgreement
            {
                Name = "gold", Service = "chat", Scope = AgreementScope.Service, Objectives = [], Notice = notice,
                Exclusions = [new Exclusion { Name = "x", Time = time, AnnouncedAt = announced, Objectives = ["a"] }],
            },
        ]);
}
