using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Readings;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class TrafficLatencyTests
{
    private static readonly double[] Bounds = [0.1, 0.3, 0.5, 1];

    private static readonly TimeSpan Hours = TimeSpan.FromHours(6);

    private static Indicator.Latency Indicator(double milliseconds, bool excludeFailures = false, LatencyMeasure measure = LatencyMeasure.Total) =>
        (Indicator.Latency)Latency(0.9m, milliseconds, excludeFailures, measure).Indicator;

    [Theory]
    [InlineData(300, 15, 0.3, 0.3)]
    [InlineData(400, 15, 0.3, 0.5)]
    [InlineData(99, 0, 0.0, 0.1)]
    [InlineData(2000, 21, 1.0, null)]
    public void A_threshold_between_two_bounds_is_judged_by_the_lower_one_and_both_are_shown(double milliseconds, long good, double lower, double? upper)
    {
        var readings = new Readings(Latency(0.9m, milliseconds), Hours);
        readings.Read(2, Counts(22) with { Duration = Buckets(Bounds, 10, 5, 4, 2, 1) });
        var status = readings.Scenario.Status;
        Assert.Equal((good, 22L), (status.Good, status.Events));
        Assert.Equal((lower, upper), (status.ThresholdLowerSeconds, status.ThresholdUpperSeconds));
    }

    [Fact]
    public void The_percentile_is_shown_by_the_servers_own_bounds_around_it()
    {
        var readings = new Readings(Latency(0.9m, 300), Hours);
        readings.Read(2, Counts(22) with { Duration = Buckets(Bounds, 10, 5, 5, 1, 1) });
        var status = readings.Scenario.Status;
        Assert.Equal((0.5, 0.3, 0.5), (status.PercentileSeconds, status.PercentileLowerSeconds, status.PercentileUpperSeconds));
    }

    [Fact]
    public void A_percentile_beyond_the_last_bound_or_among_failures_is_only_known_from_below()
    {
        var readings = new Readings(Latency(0.9m, 300), Hours);
        readings.Read(2, Counts(10, 10) with { Duration = Buckets(Bounds, 10, 0, 0, 0, 0) });
        var status = readings.Scenario.Status;
        Assert.Equal((null, 1.0, null), (status.PercentileSeconds, status.PercentileLowerSeconds, status.PercentileUpperSeconds));
        Assert.Equal((10, 20), (status.Good, status.Events));
    }

    [Fact]
    public void Billions_of_tokens_keep_their_percentile()
    {
        var readings = new Readings(Latency(0.9m, 300, measure: LatencyMeasure.TimePerOutputToken), Hours);
        readings.Read(5, Counts(1) with { InterToken = Buckets(Bounds, 2_000_000_000, 2_000_000_000, 100_000_000, 0, 0) });
        Assert.Equal((0.3, 16_000_000_000L, 16_400_000_000L), (readings.Scenario.Status.PercentileSeconds, readings.Scenario.Status.Good, readings.Scenario.Status.Events));
        readings.Scenario.KillAndRestart();
        readings.Read(1, Counts(1) with { InterToken = Buckets(Bounds, 0, 1, 0, 0, 0) });
        Assert.Equal((0.3, 16_000_000_001L), (readings.Scenario.Status.PercentileSeconds, readings.Scenario.Status.Good));
    }

    [Theory]
    [InlineData(10, 2, 10, false, 8, 12)] // the histogram holds the good ones only: failures are added
    [InlineData(10, 2, 12, false, 8, 12)] // it holds the failures too: however fast, they are not good
    [InlineData(10, 2, 11, false, 8, 12)]
    [InlineData(10, 2, 10, true, 8, 10)]
    [InlineData(10, 2, 12, true, 8, 10)]
    public void Failures_count_once_and_as_slower_whether_the_histogram_holds_them_or_not(long good, long bad, long held, bool exclude, long expectedGood, long expectedEvents)
    {
        var fast = 8 + (held - good);
        var sample = Counts(good, bad) with { Duration = Buckets([0.3], fast, held - fast) };
        var events = TrafficEvents.Of(Indicator(300, exclude), sample);
        Assert.Equal((true, expectedGood, expectedEvents), (events.IsTold, events.Good, events.Good + events.Bad));
    }

    [Fact]
    public void Counts_at_a_threshold_are_those_of_single_requests_never_better_and_exact_at_a_bound() => Gen.Select(
        Gen.Int[1, 2000].Array[1, 200], Gen.Int[1, 2000].Array[1, 12], Gen.Int[1, 2000], Gen.Int[0, 5]).Sample((durations, bounds, threshold, failed) =>
    {
        double[] upper = [.. bounds.Distinct().Order().Select(ms => ms / 1000.0)];
        var counts = new long[upper.Length + 1];
        foreach (var ms in durations)
        {
            counts[Array.FindIndex([.. upper, double.PositiveInfinity], bound => ms / 1000.0 <= bound)]++;
        }

        var sample = Counts(durations.Length, failed) with { Duration = Buckets(upper, counts) };
        var events = TrafficEvents.Of(Indicator(threshold), sample);
        var truly = durations.Count(ms => ms <= threshold);
        Assert.Equal(durations.Length + failed, events.Good + events.Bad);
        Assert.InRange(events.Good, 0, truly);
        var around = BucketBounds.Around(TimeSpan.FromMilliseconds(threshold), upper);
        Assert.Equal(durations.Count(ms => ms <= around.Lower.TotalMilliseconds), events.Good);
        if (around.IsExact)
        {
            Assert.Equal(truly, events.Good);
        }
    });

    [Fact]
    public void Damaged_counts_make_no_negative_events_and_no_crash() => Gen.Select(Gen.Long.Array[0, 6], Gen.Double.Array[0, 6], Gen.Long, Gen.Long).Sample((counts, bounds, good, bad) =>
    {
        var sample = Counts(0) with { Good = good, Bad = bad, Duration = Buckets([.. bounds.Where(double.IsFinite).Order()], counts) };
        foreach (var indicator in new Indicator[] { Indicator(300), Indicator(300, true), new Indicator.Availability { Probe = null } })
        {
            var events = TrafficEvents.Of(indicator, sample);
            Assert.True(events is { Good: >= 0, Bad: >= 0 } && events.Good + events.Bad >= 0);
        }

        var readings = new Readings(Latency(0.9m, 300), Hours);
        readings.Read(2, sample);
        Assert.True(readings.Scenario.Status.Events >= 0);
    }, iter: 200);
}
