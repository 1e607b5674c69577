using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>The budget is the whole window's: allowed bad = (1 − target) × events ÷ elapsed, remaining = 1 − bad ÷ allowed.</summary>
public sealed class BudgetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void In_a_full_window_it_is_the_usual_share_of_what_the_target_leaves(int everyNth)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(5)), Inference(1)));
        var n = 0;
        scenario.Run(TimeSpan.FromMinutes(20), (at, probe) => Result(probe, at, n++ % everyNth == 0 ? Outcome.Http5xx : Outcome.Success));
        var status = scenario.Status;
        Assert.Equal((double)status.Good / status.Events, status.Compliance!.Value, 12);
        Assert.Equal((status.Compliance!.Value - 0.9) / (1 - 0.9), status.ErrorBudgetRemaining!.Value, 9);
        Assert.Equal(status.ErrorBudgetRemaining < 0, status.Status == ObjectiveStatusKind.Breached);
    }

    [Fact]
    public void Time_that_does_not_count_is_left_out_of_the_window_and_of_what_has_elapsed()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m), TimeSpan.FromMinutes(10)), Inference(1)), new JudgeContext(AgentPosition.Sidecar));
        scenario.Run(Minute * 5, Outcome.ConnectionError);
        scenario.Run(TimeSpan.FromSeconds(150), (at, probe) => Result(probe, at, Outcome.Success));

        // Half of the five countable minutes have passed with 150 events, so 0.1 × 150 ÷ 0.5 = 30 may be bad in all.
        scenario.Run(TimeSpan.FromSeconds(0.5), (at, probe) => Result(probe, at, Outcome.Http5xx));
        Assert.Equal((151, 1), (scenario.Status.Events, scenario.Status.Events - scenario.Status.Good));
        Assert.Equal(1 - (1 / (0.1 * 151 / (151 / 300.0))), scenario.Status.ErrorBudgetRemaining!.Value, 6);
        Assert.Equal(1.0, scenario.Status.Coverage);
    }

    [Fact]
    public void Time_that_was_not_measured_costs_nothing_and_earns_nothing()
    {
        var (steady, blind) = (Measured(Outcome.Success), Measured(Outcome.Skipped));
        Assert.True(blind.Status.Coverage < steady.Status.Coverage);
        Assert.Equal(steady.Status.Events - blind.Status.Events, (long)Minute.TotalSeconds);
        Assert.Equal(blind.Status.Good, blind.Status.Events);
        Assert.Equal(1.0, blind.Status.ErrorBudgetRemaining);
    }

    [Fact]
    public void As_many_bad_as_allowed_are_no_breach_and_one_more_is()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(5)) with { Alerting = new Alerting { BurnRates = EquatableArray.Create<BurnRateRule>([]) } }, Inference(1)));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        while (scenario.Status.ErrorBudgetRemaining > 0)
        {
            scenario.Run(TimeSpan.FromSeconds(1), Outcome.Http5xx);
        }

        Assert.Equal((ObjectiveStatusKind.Ok, 0.0, 30), (scenario.Status.Status, Math.Round(scenario.Status.ErrorBudgetRemaining!.Value, 9), scenario.Status.Events - scenario.Status.Good));
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.Http5xx);
        Assert.Equal(ObjectiveStatusKind.Breached, scenario.Status.Status);
    }

    [Fact]
    public void One_failure_alone_breaches_nothing_with_the_default_of_minimum_samples() => Gen.Int[0, 9990].Sample(basisPoints =>
    {
        var target = basisPoints / 10_000m;
        var least = Objective.DefaultMinimumSamples(target);
        return least >= 1 / (1m - target) && least <= 1000 && !Share.Exceeds(1, target, least, 1, 1);
    });

    [Theory]
    [InlineData(0.999, 1000)]
    [InlineData(0.99, 100)]
    [InlineData(0.95, 20)]
    [InlineData(0.9999, 1000)]
    [InlineData(0.7, 4)]
    [InlineData(0, 1)]
    public void The_default_of_minimum_samples_is_one_over_what_the_target_leaves_and_at_most_1000(double target, int samples) =>
        Assert.Equal(samples, Objective.DefaultMinimumSamples((decimal)target));

    [Fact]
    public void Nine_tenths_measured_are_enough_and_less_is_not()
    {
        Assert.True(Share.IsCovered(9, 10));
        Assert.False(Share.IsCovered(899_999, 1_000_000));
        Assert.True(Share.IsCovered(long.MaxValue / 10 * 9, long.MaxValue / 10 * 10));
    }

    [Fact]
    public void A_percentile_is_the_nearest_rank_and_counts_at_the_threshold_decide_it() =>
        Gen.Select(Gen.Int[1, 1000].Array[1, 60], Gen.Int[1, 999], Gen.Int[1, 1000]).Sample((values, permille, threshold) =>
        {
            var q = permille / 1000m;
            var rank = (int)Math.Ceiling(q * values.Length);
            return values.Order().ElementAt(rank - 1) <= threshold == Share.AtLeast(values.Count(value => value <= threshold), values.Length, q);
        });

    private static Scenario Measured(Outcome outcome)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(30)), Inference(1)));
        scenario.Run(TimeSpan.FromMinutes(20), Outcome.Success);
        scenario.Run(Minute, outcome);
        scenario.Run(TimeSpan.FromMinutes(5), Outcome.Success);
        return scenario;
    }
}
