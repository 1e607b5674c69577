using System.Globalization;
using SlaAgent.Core.Baselines;

namespace SlaAgent.Core.Tests.Baselines;

/// <summary>Seven months of taxi demand (see bench/data): a strong week, and five days that were like no other.</summary>
public sealed class NewYorkDemandTests
{
    private static readonly DateOnly[] Known =
    [
        new(2014, 11, 2), new(2014, 11, 27), new(2014, 12, 25), new(2015, 1, 1), new(2015, 1, 27),
    ];

    private static readonly List<(DateTimeOffset Hour, double Count)> Hours = Read();

    [Fact]
    public void The_daily_and_the_weekly_season_are_found()
    {
        var profile = Propose(Hours, 31).Profile!;

        Assert.InRange(profile.DailyStrength!.Value, 0.8, 1);
        Assert.InRange(profile.WeeklyStrength!.Value, 0.6, 1);
        var usual = profile.Usual.Select(value => value!.Value * 3600).ToArray();

        // Nights before working days are quiet; those before Saturday and Sunday are not; the evening of working days is the busiest.
        Assert.True(usual[3] < usual[(5 * 24) + 3] / 2);
        Assert.True(usual[3] < usual[(6 * 24) + 1] / 4);
        Assert.All(Enumerable.Range(0, 5), day => Assert.InRange(Enumerable.Range(0, 24).MaxBy(hour => usual[(day * 24) + hour]), 18, 23));
    }

    [Fact]
    public void The_five_known_anomalies_are_marked_and_few_other_days()
    {
        var marked = Propose(Hours, 31).Profile!.Anomalies.Select(day => day.Date).ToList();

        Assert.All(Known, day => Assert.Contains(day, marked));
        Assert.InRange(marked.Count, Known.Length, 26);

        // What else is marked of the days near the known ones are holidays too, such as the rest of Christmas week; an ordinary week has none.
        Assert.DoesNotContain(marked, day => day >= new DateOnly(2014, 9, 8) && day <= new DateOnly(2014, 10, 5));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(12)]
    [InlineData(8)]
    [InlineData(6)]
    public void The_known_anomalies_do_not_set_the_floor(int weeks)
    {
        var (with, without) = (Propose(Hours, weeks), Propose(Hours, weeks, Known));

        Assert.Equal(History.AtLeast(with.Internal), History.AtLeast(without.Internal));
        Assert.Equal(History.AtLeast(with.External), History.AtLeast(without.External));
        Assert.True(History.AtLeast(with.External) < History.AtLeast(with.Internal));
    }

    [Fact]
    public void The_replay_says_that_the_blizzard_would_have_breached_it()
    {
        var replay = Propose(Hours, 6).External!.Replay;

        var breach = Assert.Single(replay.Breaches);
        Assert.Equal(new DateOnly(2015, 1, 27), DateOnly.FromDateTime(breach.From.DateTime));
    }

    private static BaselineResult Propose(List<(DateTimeOffset Hour, double Count)> hours, int weeks, params DateOnly[] excluded) =>
        Baseline.OfDemand(History.Throughput(), History.OfDemand(hours, weeks, excluded), TimeZoneInfo.Utc, History.Week);

    // The times of the file are local without a zone: read as they stand, an hour of the week is what it was in New York.
    private static List<(DateTimeOffset Hour, double Count)> Read() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "nyc-taxi-demand.csv")).Skip(1).Select(line => line.Split(','))
            .Select(fields => (At: DateTimeOffset.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Count: double.Parse(fields[1], CultureInfo.InvariantCulture)))
            .GroupBy(row => BaselineHistory.HourOf(row.At)).Where(hour => hour.Count() == 2).Select(hour => (hour.Key, hour.Sum(row => row.Count))),
    ];
}
