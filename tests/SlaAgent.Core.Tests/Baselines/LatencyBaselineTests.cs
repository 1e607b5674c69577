using SlaAgent.Core.Baselines;

namespace SlaAgent.Core.Tests.Baselines;

public sealed class LatencyBaselineTests
{
    [Fact]
    public void Thresholds_are_rounded_up_to_what_people_write()
    {
        var result = Propose(6, _ => Enumerable.Range(1, 60).Select(i => 0.2 + (i * 0.001)));

        // The 57th of 60 is 257 ms.
        Assert.All(result.Achieved, seconds => Assert.Equal(0.257, seconds!.Value, 6));
        Assert.Equal(300, History.Milliseconds(result.Internal));
        Assert.Equal(400, History.Milliseconds(result.External));
        Assert.Empty(result.Internal!.Replay.Breaches);
    }

    [Fact]
    public void One_slow_week_sets_the_external_threshold_and_breaches_the_internal_one()
    {
        var result = Propose(6, hour => Enumerable.Repeat(hour / 168 == 4 ? 0.9 : 0.25, 60));

        Assert.Equal(250, History.Milliseconds(result.Internal));
        Assert.Equal(1000, History.Milliseconds(result.External));
        Assert.Equal(History.At(4 * 168).Date, Assert.Single(result.Internal!.Replay.Breaches).From.Date);
        Assert.Empty(result.External!.Replay.Breaches);
    }

    [Fact]
    public void Failures_are_slower_than_any_threshold()
    {
        var result = Propose(6, hour => Enumerable.Range(0, 60).Select(i => i < (hour / 168 == 2 ? 4 : 0) ? double.PositiveInfinity : 0.1));

        Assert.Null(result.Internal);
        Assert.Contains(result.Unsaid, sentence => sentence.Contains("more than 5% of the requests failed", StringComparison.Ordinal));
        Assert.Null(result.Achieved[2]);
    }

    [Fact]
    public void A_slow_hour_of_the_week_is_seen_in_the_profile_and_in_no_other_place()
    {
        var result = Propose(6, hour => Enumerable.Repeat(hour % 168 == 9 ? 0.8 : 0.2, 60));

        Assert.Equal(0.8, result.Profile!.Usual[9]!.Value, 6);
        Assert.Equal(0.2, result.Profile.Usual[10]!.Value, 6);
        Assert.Equal(200, History.Milliseconds(result.Internal));
        Assert.Empty(result.Profile.Anomalies);
    }

    [Theory]
    [InlineData(58, 95, null)]
    [InlineData(59, 95, 59L)]
    [InlineData(298, 99, null)]
    [InlineData(299, 99, 299L)]
    [InlineData(28, 90, null)]
    [InlineData(29, 90, 29L)]
    public void An_upper_bound_takes_so_many_values(long count, int percentile, long? rank) => Assert.Equal(rank, PercentileBound.UpperRank(count, percentile / 100m));

    [Theory]
    [InlineData(100, 0.95, 100)]
    [InlineData(200, 0.95, 197)]
    [InlineData(500, 0.95, 485)]
    [InlineData(10_000, 0.95, 9543)]
    [InlineData(10_000, 0.99, 9920)]
    public void Two_and_a_half_percent_above_it_is_the_upper_end_of_the_two_sided_interval(long count, double quantile, long rank) =>
        Assert.InRange(PercentileBound.UpperRank(count, (decimal)quantile, 0.975)!.Value, rank - 1, rank);

    [Theory]
    [InlineData(0.9991, 0.999)]
    [InlineData(0.999, 0.999)]
    [InlineData(0.99899, 0.998)]
    [InlineData(1, 0.9999)]
    [InlineData(0.5, 0.5)]
    public void Targets_are_those_that_people_write(double ratio, double step) => Assert.Equal((decimal)step, TargetSteps.AtMost(ratio));

    [Theory]
    [InlineData(257, 300, 250)]
    [InlineData(250, 250, 250)]
    [InlineData(0.93, 1, 0.8)]
    [InlineData(1001, 1200, 1000)]
    [InlineData(8.1, 10, 8)]
    public void Limits_are_round_numbers(double value, double up, double down)
    {
        Assert.Equal((decimal)up, NumberSteps.AtLeast(value));
        Assert.Equal((decimal)down, NumberSteps.AtMost(value));
        Assert.True(NumberSteps.Above((decimal)up) > (decimal)up && NumberSteps.Below((decimal)down) < (decimal)down);
    }

    private static BaselineResult Propose(int weeks, Func<int, IEnumerable<double>> durations) => History.Propose(Scenario.Latency(0.95m, 500), History.OfDurations(weeks, durations));
}
