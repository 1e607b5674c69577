using CsCheck;
using SlaAgent.Core.Baselines;

namespace SlaAgent.Core.Tests.Baselines;

public sealed class RatioBaselineTests
{
    [Fact]
    public void Six_weeks_without_a_failure_support_what_so_many_probes_can_show()
    {
        var result = Propose(6, _ => 0);

        // No failure in 10,080 probes leaves 0.027% possible.
        Assert.Equal(0.9995m, result.Internal!.Objective.Target);
        Assert.Equal(0.999m, result.External!.Objective.Target);
        Assert.Empty(result.Internal.Replay.Breaches);
        Assert.Empty(result.Unsaid);
    }

    [Fact]
    public void One_bad_week_sets_the_external_target_and_not_the_internal_one()
    {
        // An hour-long outage in the fourth week: 60 of 10,080 probes, 0.6%.
        var result = Propose(6, hour => hour == (3 * 168) + 30 ? 60 : 0);

        Assert.Equal(0.9995m, result.Internal!.Objective.Target);
        Assert.Equal(0.99m, result.External!.Objective.Target);
        var breach = Assert.Single(result.Internal.Replay.Breaches);
        Assert.Equal(History.At((3 * 168) + 30), breach.From);
        Assert.Empty(result.External.Replay.Breaches);
        Assert.Equal(new BadDay(DateOnly.FromDateTime(breach.From.DateTime), 60, 1), Assert.Single(result.WorstDays));
    }

    [Fact]
    public void The_external_target_is_always_the_more_lenient_and_would_not_have_been_missed_by_any_week() =>
        Gen.Select(Gen.Int[4, 8], Gen.Int[0, 20], Gen.Int[0, 1000]).Sample((weeks, most, seed) =>
        {
            var random = new Random(seed);
            var bad = Enumerable.Range(0, weeks * 168).Select(_ => random.Next(10) == 0 ? random.Next(most + 1) : 0).ToArray();
            var result = Propose(weeks, hour => bad[hour]);

            Assert.True(result.External!.Objective.Target < result.Internal!.Objective.Target);
            Assert.All(result.Weeks, week => Assert.True(1 - week.ErrorRatio >= (double)result.External.Objective.Target));
            Assert.True(result.Weeks.Count(week => 1 - week.ErrorRatio < (double)result.Internal.Objective.Target) <= 1);
        }, iter: 100);

    [Fact]
    public void Gaps_do_not_move_the_targets()
    {
        static int? Bad(int hour) => hour % 4 == 0 ? 1 : 0;
        var (whole, gaps) = (Propose(6, Bad), Propose(6, hour => hour % 17 == 5 ? null : Bad(hour)));

        Assert.Equal(whole.Internal!.Objective.Target, gaps.Internal!.Objective.Target);
        Assert.Equal(whole.External!.Objective.Target, gaps.External!.Objective.Target);
    }

    [Fact]
    public void A_week_that_was_hardly_measured_does_not_count_and_is_said_to_be_left_out()
    {
        var result = Propose(6, hour => hour / 168 == 2 && hour % 168 < 100 ? null : hour / 168 == 2 ? 30 : 0);

        Assert.Equal(5, result.Evidence.Weeks);
        Assert.Null(result.Achieved[2]);
        Assert.Equal(0.9995m, result.Internal!.Objective.Target);
        Assert.Contains("1 week measured for less than 90% of the time: left out", result.Unsaid);
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(3, true, false)]
    [InlineData(4, true, true)]
    public void Fewer_weeks_say_less_and_it_is_said(int weeks, bool @internal, bool external)
    {
        var result = Propose(weeks, _ => 0);

        Assert.Equal((@internal, external), (result.Internal is not null, result.External is not null));
        Assert.Equal(external ? 0 : 1, result.Unsaid.Count);
        Assert.Equal(1.0 / (weeks + 1), result.Evidence.ChanceOfWorse);
    }

    [Fact]
    public void Nothing_at_all_says_nothing()
    {
        var result = Propose(0, _ => 0);

        Assert.Null(result.Internal);
        Assert.Equal("no whole week: nothing can be said of the next one", result.Evidence.ToString());
    }

    [Fact]
    public void The_chance_of_a_worse_week_is_in_the_words() =>
        Assert.Equal("fair: a week worse than all of the 6 seen comes with a chance of 1 in 7 (14%)", new Core.Baselines.Evidence(6).ToString());

    private static BaselineResult Propose(int weeks, Func<int, int?> bad) => History.Propose(Scenario.Availability(0.9m), History.Of(weeks, bad));
}
