using CsCheck;
using SlaAgent.Core.Baselines;

namespace SlaAgent.Core.Tests.Baselines;

public sealed class SeasonalProfileTests
{
    private static readonly Gen<double[]> Season = Gen.Double[50, 1000].Array[HourOfWeek.Count];

    [Fact]
    public void A_season_under_outliers_and_gaps_comes_back() => Gen.Select(Season, Gen.Int[4, 8], Gen.Int[0, 1_000_000]).Sample((season, weeks, seed) =>
    {
        // In one week of the same hour at most an outlier, in another at most a gap: of four weeks at least two are left as they were.
        var values = new List<HourValue>();
        for (var hour = 0; hour < weeks * 168; hour++)
        {
            var (slot, week) = (hour % 168, hour / 168);
            var usual = season[slot];
            var (outlier, gap) = ((slot + seed) % weeks, (slot + seed + 1) % weeks);
            if (week != gap || slot % 3 != 0)
            {
                values.Add(new(History.At(hour), week == outlier && slot % 2 == 0 ? usual * 20 : usual));
            }
        }

        var profile = SeasonalProfile.Of(values, TimeZoneInfo.Utc);

        for (var slot = 0; slot < HourOfWeek.Count; slot++)
        {
            Assert.Equal(season[slot], profile.Usual[slot]!.Value, 9);
        }
    }, iter: 50);

    [Fact]
    public void Days_that_were_unlike_others_are_marked_and_no_other() => Gen.Select(Season, Gen.Int[0, 41], Gen.Int[0, 1000]).Sample((season, day, seed) =>
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 6 * 168).Select(hour => new HourValue(
            History.At(hour), season[hour % 168] * (0.95 + (0.1 * random.NextDouble())) * (hour / 24 == day && hour % 24 is >= 8 and < 14 ? 0.3 : 1))).ToList();

        var marked = Assert.Single(SeasonalProfile.Of(values, TimeZoneInfo.Utc).Anomalies);

        Assert.Equal(DateOnly.FromDateTime(History.At(day * 24).DateTime), marked.Date);
        Assert.Equal(6, marked.Hours);
        Assert.InRange(marked.Deviation, -0.75, -0.65);
    }, iter: 50);

    [Fact]
    public void Noise_is_no_season()
    {
        var random = new Random(1);
        var profile = SeasonalProfile.Of([.. Enumerable.Range(0, 6 * 168).Select(hour => new HourValue(History.At(hour), 100 + random.NextDouble()))], TimeZoneInfo.Utc);

        Assert.InRange(profile.DailyStrength!.Value, 0, 0.1);
        Assert.InRange(profile.WeeklyStrength!.Value, 0, 0.1);
        Assert.Empty(profile.Anomalies);
    }

    [Fact]
    public void What_never_varies_has_no_season_to_speak_of()
    {
        var profile = SeasonalProfile.Of([.. Enumerable.Range(0, 4 * 168).Select(hour => new HourValue(History.At(hour), 7))], TimeZoneInfo.Utc);

        Assert.Null(profile.DailyStrength);
        Assert.Null(profile.WeeklyStrength);
        Assert.Empty(profile.Anomalies);
    }

    [Fact]
    public void A_day_without_a_weekly_season_has_a_daily_one()
    {
        var random = new Random(2);
        var profile = SeasonalProfile.Of([.. Enumerable.Range(0, 6 * 168).Select(hour => new HourValue(History.At(hour), 100 + (10 * (hour % 24)) + random.NextDouble()))], TimeZoneInfo.Utc);

        Assert.InRange(profile.DailyStrength!.Value, 0.99, 1);
        Assert.InRange(profile.WeeklyStrength!.Value, 0, 0.1);
    }

    [Fact]
    public void An_hour_that_was_never_measured_is_not_made_up()
    {
        var profile = SeasonalProfile.Of([.. Enumerable.Range(0, 4 * 168).Where(hour => hour % 168 != 50).Select(hour => new HourValue(History.At(hour), 1 + (hour % 168)))], TimeZoneInfo.Utc);

        Assert.Equal([50], Enumerable.Range(0, 168).Where(slot => profile.Usual[slot] is null));
    }

    [Fact]
    public void The_week_is_that_of_the_time_zone()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal(0, HourOfWeek.Of(new(2026, 9, 6, 22, 0, 0, TimeSpan.Zero), berlin));
        Assert.Equal(0, HourOfWeek.Of(new(2026, 11, 29, 23, 0, 0, TimeSpan.Zero), berlin));
        Assert.Equal(167, HourOfWeek.Of(new(2026, 9, 6, 23, 59, 0, TimeSpan.Zero), TimeZoneInfo.Utc));
    }
}
