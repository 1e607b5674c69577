using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>How often, how far apart, how long: reckoned by hand, and never out of nothing.</summary>
public sealed class IncidentStatisticsTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static Incident Breach(double startHours, double? lastsHours = null, double? detectMinutes = null, double? acknowledgedMinutes = null)
    {
        var start = From.AddHours(startHours);
        return new Incident
        {
            Id = $"i{startHours}", Labels = LabelSet.Empty, Annotations = LabelSet.Empty, Severity = AlertSeverity.Page, StartedAt = start,
            EndedAt = lastsHours is { } lasts ? start.AddHours(lasts) : null,
            Timeline = detectMinutes is { } detect
                ? [new(start, IncidentEventKinds.FirstBad, "bad"), new(start.AddMinutes(detect), IncidentEventKinds.Opened, "opened")] : [],
            Acknowledgement = acknowledgedMinutes is { } took ? new("kim", null, start.AddMinutes((detectMinutes ?? 0) + took)) : null,
        };
    }

    [Fact]
    public void A_quiet_period_says_nothing_of_times() =>
        Assert.Equal(new IncidentStatistics { Count = 0, Unresolved = 0, PerThirtyDays = 0 }, IncidentStatistics.Of([], From, From.AddDays(30)));

    [Fact]
    public void A_period_without_length_has_no_frequency() => Assert.Null(IncidentStatistics.Of([Breach(0)], From, From).PerThirtyDays);

    [Fact]
    public void Three_in_fifteen_days_by_hand()
    {
        var statistics = IncidentStatistics.Of(
            [Breach(100, 3, detectMinutes: 4, acknowledgedMinutes: 10), Breach(10, 1, detectMinutes: 2), Breach(40, null, acknowledgedMinutes: 20), Breach(-5, 9), Breach(360)],
            From,
            From.AddDays(15));
        Assert.Equal(
            new IncidentStatistics
            {
                Count = 3, Unresolved = 1, PerThirtyDays = 6, MeanTimeBetween = TimeSpan.FromHours(45), MeanTimeToRecover = TimeSpan.FromHours(2), LongestTimeToRecover = TimeSpan.FromHours(3),
                MeanTimeToDetect = TimeSpan.FromMinutes(3), MeanTimeToAcknowledge = TimeSpan.FromMinutes(15),
            },
            statistics);
    }

    [Fact]
    public void What_ends_after_the_period_has_not_recovered_in_it()
    {
        var statistics = IncidentStatistics.Of([Breach(1, 48)], From, From.AddDays(1));
        Assert.Equal((1, 1, null), (statistics.Count, statistics.Unresolved, statistics.MeanTimeToRecover));
    }

    [Fact]
    public void Any_incidents_in_any_order_come_to_the_same_within_bounds() => Gen.Select(Gen.Int[0, 700], Gen.Int[1, 50]).Array[0, 20].Sample(made =>
    {
        var incidents = made.Select(pair => Breach(pair.Item1, pair.Item2)).ToList();
        var statistics = IncidentStatistics.Of(incidents, From, From.AddDays(30));
        Assert.Equal(statistics, IncidentStatistics.Of(incidents.AsEnumerable().Reverse(), From, From.AddDays(30)));
        Assert.Equal(incidents.Count, statistics.Count);
        Assert.True(statistics.MeanTimeToRecover is null || statistics.MeanTimeToRecover <= statistics.LongestTimeToRecover);
        Assert.Equal(incidents.Count < 2, statistics.MeanTimeBetween is null);
    });
}
