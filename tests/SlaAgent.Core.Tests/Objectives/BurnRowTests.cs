using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>A row fires where both windows burn strictly faster than its factor, and not by chance.</summary>
public sealed class BurnRowTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly Instant Noon = new(Beginning.UtcTicks);

    [Theory]
    [InlineData(200, 40, false)]
    [InlineData(200, 41, true)]
    public void Exactly_the_factor_does_not_fire(int events, int bad, bool fires) =>
        Assert.Equal(fires, Row(0.9m, 2, windows => windows.Add(Noon, new SlotSums(events - bad, bad, 0, 0))).Evaluate().Firing);

    [Fact]
    public void The_long_window_alone_does_not_fire_nor_does_the_short_one()
    {
        Assert.False(Row(0.9m, 2, windows =>
        {
            windows.Add(Noon - TimeSpan.FromMinutes(30), new SlotSums(0, 100, 0, 0));
            windows.Add(Noon, new SlotSums(100, 0, 0, 0));
        }).Evaluate().Firing);
        Assert.False(Row(0.9m, 2, windows =>
        {
            windows.Add(Noon - TimeSpan.FromMinutes(30), new SlotSums(1000, 0, 0, 0));
            windows.Add(Noon, new SlotSums(0, 100, 0, 0));
        }).Evaluate().Firing);
    }

    // Two failures of 100 at 99.99% are a hundred times too fast and happen by chance once in twenty thousand; they are two all the same.
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Fewer_than_three_failures_never_fire(int bad, bool fires) =>
        Assert.Equal(fires, Row(0.9999m, 1, windows => windows.Add(Noon, new SlotSums(100 - bad, bad, 0, 0))).Evaluate().Firing);

    // At 99% and factor 1, 200 events let two failures be expected: of 6 or more the chance is 1.6%, of 7 or more 0.4%.
    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void With_low_traffic_the_failures_must_be_too_many_to_be_chance(int bad, bool fires)
    {
        Assert.InRange(BinomialTail.AtLeast(6, 200, 0.01), 0.01, 0.02);
        Assert.InRange(BinomialTail.AtLeast(7, 200, 0.01), 0.001, 0.01);
        Assert.Equal(fires, Row(0.99m, 1, windows => windows.Add(Noon, new SlotSums(200 - bad, bad, 0, 0))).Evaluate().Firing);
    }

    [Fact]
    public void A_window_that_ten_of_the_longest_intervals_fill_has_no_rows() =>
        Assert.Empty(BurnRateRules.Defaults(FiveMinutes, 0.999m, TimeSpan.FromMinutes(1)));

    // Six days are a fifth of thirty.
    [Fact]
    public void Under_seven_days_the_windows_shrink_with_the_agreements() =>
        Assert.Equal(
            [(14.4m, 12.0, 1.0), (6m, 72, 6), (3m, 288, 24), (1m, 864, 72)],
            BurnRateRules.Defaults(TimeSpan.FromDays(6), 0.999m, TimeSpan.FromSeconds(1)).Select(rule => (rule.Factor, rule.Long.TotalMinutes, rule.Short.TotalMinutes)));

    [Fact]
    public void A_written_row_that_can_never_fire_for_one_objective_is_left_out_for_it()
    {
        BurnRateRule fast = new(AlertSeverity.Page, 20, Hour, FiveMinutes);
        var agreement = Agreement(Availability(0.9m)) with { Objectives = [Availability(0.9m), Latency(0.99m, 300)], Alerting = new Alerting { BurnRates = [fast] } };
        var scenario = new Scenario(Configure(agreement));
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Success);
        var objectives = scenario.Snapshot.Agreements[0].Objectives;
        Assert.Empty(objectives[0].BurnRates);
        Assert.Equal(fast, Assert.Single(objectives[1].BurnRates).Rule);
    }

    private static BurnRow Row(decimal target, decimal factor, Action<WindowSet> fill)
    {
        var windows = new WindowSet([Hour, FiveMinutes]);
        windows.Advance(Noon);
        fill(windows);
        return new BurnRow(new BurnRateRule(AlertSeverity.Page, factor, Hour, FiveMinutes), target, TimeSpan.FromSeconds(1), windows);
    }
}
