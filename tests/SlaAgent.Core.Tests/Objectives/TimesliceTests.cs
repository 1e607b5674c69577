using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class TimesliceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Scenario Sliced(decimal good = 0.95m) =>
        new(Configure(Agreement(Availability(0.99m, 1, new Timeslices(Minute, good)), TimeSpan.FromHours(6)), Inference(3)));

    [Fact]
    public void A_slice_is_good_when_exactly_the_share_of_its_events_is()
    {
        var scenario = Sliced();
        var n = 0;
        scenario.Run(Minute, (at, probe) => Result(probe, at, n++ < 1 ? Outcome.Http5xx : Outcome.Success));
        n = 0;
        scenario.Run(Minute, (at, probe) => Result(probe, at, n++ < 2 ? Outcome.Http5xx : Outcome.Success));
        Assert.Equal((1, 1), (scenario.Status.Events, scenario.Status.Good));
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal((2, 1), (scenario.Status.Events, scenario.Status.Good));
    }

    [Fact]
    public void A_slice_closes_when_no_more_results_for_it_can_come()
    {
        var scenario = Sliced();
        scenario.Run(Minute + TimeSpan.FromSeconds(5), Outcome.Success);
        Assert.Equal(0, scenario.Status.Events);
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.Success);
        Assert.Equal(1, scenario.Status.Events);
    }

    [Fact]
    public void An_idle_slice_is_no_event()
    {
        var scenario = Sliced();
        scenario.Run(TimeSpan.FromMinutes(10), (_, _) => null);
        Assert.Equal(0, scenario.Status.Events);
        Assert.Null(scenario.Status.Compliance);
    }

    [Fact]
    public void An_open_slice_survives_a_kill_and_is_judged_once()
    {
        var scenario = Sliced();
        scenario.Run(TimeSpan.FromSeconds(90), Outcome.Success);
        scenario.KillAndRestart();
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Http5xx);
        scenario.Run(TimeSpan.FromMinutes(2), Outcome.Success);
        Assert.Equal((3, 2), (scenario.Status.Events, scenario.Status.Good));
        scenario.KillAndRestart();
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Success);
        Assert.Equal((4, 3), (scenario.Status.Events, scenario.Status.Good));
    }

    [Fact]
    public void A_wall_clock_set_while_a_slice_is_open_leaves_nothing_of_it_in_the_store()
    {
        var scenario = Sliced();
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Success);
        scenario.WallOffset = TimeSpan.FromHours(1);
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Success);
        scenario.Run(TimeSpan.FromMinutes(2), (_, _) => null);
        Assert.Equal(1, scenario.Status.Events);
        Assert.All(scenario.AddedUp().Where(record => record.Series.EndsWith("/slice", StringComparison.Ordinal)), record => Assert.Equal((0, 0), (record.Good, record.Bad)));
    }

    [Fact]
    public void A_latency_slice_is_good_when_its_percentile_by_nearest_rank_is_within_the_threshold()
    {
        var objective = Latency(0.95m, 300) with { Target = 0.5m, Timeslices = new Timeslices(Minute, 0.95m) };
        var scenario = new Scenario(Configure(Agreement(objective, TimeSpan.FromHours(6)), Inference(3)));
        for (var slow = 0; slow < 3; slow++)
        {
            // 20 requests: the rank is the 19th, so one slow or failed request is within it and two are not.
            var n = 0;
            scenario.Run(Minute, (at, probe) => Result(probe, at, n == 0 && slow > 0 ? Outcome.TimeoutTotal : Outcome.Success, n++ < slow ? 301 : 100));
        }

        scenario.Run(Minute, (_, _) => null);
        Assert.Equal((3, 2), (scenario.Status.Events, scenario.Status.Good));
    }

    [Fact]
    public void Thirty_days_with_a_tenth_of_the_slices_bad_is_0_9_and_the_mean_of_their_ratios_0_99()
    {
        // Stedi's worked example: 864 intervals at 90% and 7,776 at 100%.
        var slices = new OpenSlices(new Timeslices(TimeSpan.FromMinutes(5), 0.95m));
        var start = new Instant(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks);
        for (var i = 0; i < 8640; i++)
        {
            slices.Add(start + TimeSpan.FromMinutes(5 * i), i < 864 ? 90 : 100, i < 864 ? 10 : 0);
        }

        var (closed, judged) = slices.Close(start + TimeSpan.FromDays(30));
        Assert.Equal((8640, 7776), (judged.Count, judged.Sum(slice => slice.Good)));
        Assert.Equal(0.99m, closed.Sum(slice => slice.Good) / (decimal)closed.Sum(slice => slice.Good + slice.Bad));
    }
}
