using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class BurnRateRulesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(30, new[] { 14.4, 6, 3, 1 })]
    [InlineData(28, new[] { 13.44, 5.6, 2.8, 1 })]
    [InlineData(7, new[] { 3.36, 1.4, 1, 1 })]
    [InlineData(90, new[] { 43.2, 18, 9, 3 })]
    public void Factors_follow_the_window(int days, double[] factors) =>
        Assert.Equal(factors, BurnRateRules.Defaults(TimeSpan.FromDays(days), 0.999m, Second).Select(rule => Math.Round((double)rule.Factor, 4)));

    [Theory]
    [InlineData(0.93, 3)]
    [InlineData(0.94, 4)]
    [InlineData(0.83, 2)]
    [InlineData(0.66, 1)]
    public void Rows_that_a_lax_target_can_never_fire_are_left_out(double target, int rows) =>
        Assert.Equal(rows, BurnRateRules.Defaults(TimeSpan.FromDays(30), (decimal)target, Second).Count);

    [Fact]
    public void Short_windows_shrink_the_rows_but_none_below_ten_intervals()
    {
        var rules = BurnRateRules.Defaults(TimeSpan.FromDays(1), 0.999m, Second);
        Assert.Equal([14.4m, 6m, 3m, 1m], rules.Select(rule => rule.Factor));
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10)), (rules[0].Long, rules[0].Short));
        Assert.Equal(TimeSpan.FromSeconds(60), rules[1].Short);
        Assert.All(BurnRateRules.Defaults(TimeSpan.FromHours(1), 0.999m, TimeSpan.FromSeconds(5)), rule => Assert.True(rule.Short >= TimeSpan.FromSeconds(50)));
    }

    [Fact]
    public void A_row_that_can_never_fire_is_told_why()
    {
        static string? Problem(decimal factor, TimeSpan length, decimal target, TimeSpan interval) =>
            BurnRateRules.Problem(new BurnRateRule(AlertSeverity.Page, factor, length, TimeSpan.FromMinutes(5)), TimeSpan.FromDays(30), target, interval);
        Assert.Null(Problem(14.4m, TimeSpan.FromHours(1), 0.999m, Second));
        Assert.Contains("never exceeded", Problem(14.4m, TimeSpan.FromHours(1), 0.9m, Second), StringComparison.Ordinal);
        Assert.Contains("30d", Problem(1, TimeSpan.FromDays(30), 0.999m, Second), StringComparison.Ordinal);
        Assert.Contains("longer", Problem(1, TimeSpan.FromMinutes(1), 0.999m, Second), StringComparison.Ordinal);
        Assert.Contains("fewer than the 3", Problem(1, TimeSpan.FromHours(1), 0.999m, TimeSpan.FromHours(1)), StringComparison.Ordinal);
        Assert.Contains("above zero", Problem(0, TimeSpan.FromHours(1), 0.999m, Second), StringComparison.Ordinal);
    }

    // A total outage after quiet: time until the row fires is (1 − target) × factor × long window.
    [Theory]
    [InlineData(0.999, 0, 0.86)]
    [InlineData(0.999, 1, 2.16)]
    [InlineData(0.999, 2, 4.32)]
    [InlineData(0.999, 3, 4.32)]
    [InlineData(0.99, 0, 8.64)]
    [InlineData(0.99, 1, 21.6)]
    [InlineData(0.99, 2, 43.2)]
    [InlineData(0.99, 3, 43.2)]
    public void An_outage_is_detected_when_the_share_of_the_budget_is_spent(double target, int row, double minutes)
    {
        var rule = BurnRateRules.Defaults(TimeSpan.FromDays(30), (decimal)target, Second)[row];
        var agreement = Agreement(Availability((decimal)target)) with { Alerting = new Alerting { BurnRates = [rule] } };
        var interval = rule.Long > TimeSpan.FromHours(6) ? 5 : 1;
        var scenario = new Scenario(Configure(agreement, Inference(interval)));
        for (var at = TimeSpan.Zero; at < rule.Long; at += TimeSpan.FromSeconds(interval))
        {
            scenario.Judge.Observe(Result(scenario.Configuration.Services[0].Probes[0], scenario.Now + at, Outcome.Success));
        }

        scenario.Now += rule.Long;
        var outage = scenario.Now;
        scenario.Evaluate();
        scenario.Run(
            TimeSpan.FromHours(2),
            (at, probe) => Result(probe, at, Outcome.Http5xx),
            TimeSpan.FromSeconds(interval),
            () => scenario.Status.BurnRates[0].Firing);
        Assert.InRange((scenario.Now - outage).TotalMinutes, minutes * 0.98 - 0.05, minutes * 1.02 + 0.2);
    }
}
