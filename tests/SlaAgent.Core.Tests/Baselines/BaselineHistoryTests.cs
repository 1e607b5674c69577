using SlaAgent.Core.Baselines;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Baselines;

public sealed class BaselineHistoryTests
{
    [Fact]
    public void What_the_judge_makes_durable_is_read_back_hour_by_hour()
    {
        var scenario = new Scenario(Scenario.Configure(Scenario.Agreement(Scenario.Latency(0.95m, 300)), Scenario.Inference(60)));
        scenario.Run(
            TimeSpan.FromHours(5),
            (at, probe) => Scenario.Result(probe, at, at.Ticks % TimeSpan.TicksPerHour == 0 ? Outcome.Http5xx : Outcome.Success, milliseconds: 100),
            TimeSpan.FromMinutes(1));

        var history = BaselineHistory.OfSlots(scenario.AddedUp(), 6, Scenario.Beginning.AddHours(4.5));

        Assert.Equal(4, history.Hours.Count);
        Assert.All(history.Hours, hour =>
        {
            Assert.Equal((59, 1), (hour.Good, hour.Bad));
            Assert.Equal((59, 1), (hour.Durations!.Finite, hour.Durations.Beyond));
            Assert.InRange(hour.Durations.Quantile(0.9m)!.Value, 0.1, 0.103);
            Assert.Equal(TimeSpan.FromHours(1), hour.Covered);
        });
    }

    [Fact]
    public void Weeks_are_counted_back_from_the_end_and_the_rest_is_none()
    {
        var history = BaselineHistory.Of(History.Of(3, _ => 1).Hours.Skip(20), 6);

        var weeks = history.Weeks();

        Assert.Equal([History.At(168), History.At(336)], weeks.Select(week => week.From));
        Assert.All(weeks, week => Assert.Equal((168 * 59, 168, 1.0), (week.Good, week.Bad, week.Coverage)));
    }

    [Fact]
    public void Older_weeks_than_asked_for_are_left_out() => Assert.Equal(History.At(2 * 168), BaselineHistory.Of(History.Of(5, _ => 0).Hours, 3).From);

    [Fact]
    public void Waived_time_is_no_gap()
    {
        var hours = History.Of(1, _ => 0).Hours.Select((hour, i) => i < 100 ? new BaselineHour(hour.Start, 0, 0, default, TimeSpan.FromHours(1)) : hour);

        Assert.Equal(1, Assert.Single(BaselineHistory.Of(hours, 1).Weeks()).Coverage);
    }

    [Fact]
    public void Durations_that_are_damaged_are_left_out_and_the_counts_stay()
    {
        var history = BaselineHistory.OfSlots([new SlotRecord("a", History.Monday, TimeSpan.FromHours(1), 5, 1, TimeSpan.FromHours(1), default, new byte[] { 9, 9 })], 6, History.At(2));

        Assert.Equal((5, 1), (history.Hours[0].Good, history.Hours[0].Bad));
        Assert.Equal(0, history.Hours[0].Durations?.Count ?? 0);
    }
}
