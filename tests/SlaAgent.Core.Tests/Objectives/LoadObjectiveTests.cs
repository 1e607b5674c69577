using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class LoadObjectiveTests
{
    private static readonly LoadProbe Load = new()
    {
        Name = "capacity", Schedule = new RunSchedule.Every(TimeSpan.FromHours(6)), Arrivals = new LoadArrivals.Constant(Rate.OfSeconds(25)), Duration = TimeSpan.FromMinutes(1),
        Timeout = TimeSpan.FromSeconds(10), MaxInFlight = 64, Request = new() { Prompt = "hi" },
    };

    private static Scenario Make(ThroughputMeasure measure = ThroughputMeasure.Requests, decimal atLeast = 20)
    {
        var objective = new Objective
        {
            Name = "throughput", Target = 0.5m, MinimumSamples = 1,
            Indicator = new Indicator.Throughput { Probe = "capacity", Measure = measure, AtLeast = Rate.OfSeconds(atLeast) },
        };
        var configuration = Readings.Configure(Scenario.Agreement(objective));
        return new Scenario(configuration with { Services = [configuration.Services[0] with { Loads = [Load] }] });
    }

    private static LoadResult Run(Scenario scenario, long good, double seconds = 60) => new()
    {
        Service = "chat", Probe = "capacity", ScheduledAt = scenario.Now, Duration = TimeSpan.FromSeconds(seconds), Scheduled = 1500, NotSent = 0, NotMeasured = 0, Succeeded = good, Good = good,
        OfferedRate = 25, AchievedRate = good / seconds, GoodRate = good / seconds, OutputTokens = good * 8, Latency = new(1, 1, 1, 1), Lag = new(0, 0, 0, 0), IsGeneratorLimited = false,
    };

    private static void Observe(Scenario scenario, LoadResult result)
    {
        Assert.True(scenario.Judge.Observe(result));
        scenario.Now += TimeSpan.FromHours(6);
        scenario.Evaluate();
    }

    [Fact]
    public void A_run_is_one_event_good_when_it_sustained_the_promised_rate()
    {
        var scenario = Make();
        Observe(scenario, Run(scenario, 1200));
        Observe(scenario, Run(scenario, 1199));
        Observe(scenario, Run(scenario, 1250, 62.5));
        var status = scenario.Status;
        Assert.Equal((3, 2, 1.0), (status.Events, status.Good, status.Coverage));
        Assert.Equal(("throughput", "probe", "capacity", 20.0), (status.Indicator, status.Source, status.Probe, status.LastPerSecond));
        Assert.Equal("too little work (1 of 1)", status.CommonestFailure);
    }

    [Fact]
    public void A_void_run_is_no_event_and_is_shown()
    {
        var scenario = Make();
        Observe(scenario, Run(scenario, 1300));
        Observe(scenario, Run(scenario, 0) with { Void = "stopped" });
        Assert.Equal((1, 0.5, "the last run says nothing: stopped"), (scenario.Status.Events, scenario.Status.Coverage, scenario.Status.Note));
    }

    [Fact]
    public void A_run_that_the_generator_held_back_is_no_bad_event_and_a_good_one_all_the_same()
    {
        var scenario = Make();
        Observe(scenario, Run(scenario, 1300) with { IsGeneratorLimited = true });
        Assert.Equal((1, 1, null), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Note));
        Observe(scenario, Run(scenario, 900) with { IsGeneratorLimited = true });
        Assert.Equal((1, 1), (scenario.Status.Events, scenario.Status.Good));
        Assert.Contains("the load generator could not keep up", scenario.Status.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_judged_by_what_the_server_counted_and_are_unknown_where_it_did_not()
    {
        var scenario = Make(ThroughputMeasure.OutputTokens, 160);
        Observe(scenario, Run(scenario, 1200));
        Observe(scenario, Run(scenario, 1200) with { OutputTokens = null });
        Assert.Equal((1, 1, "the server does not say how many tokens there were"), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Note));
    }

    [Fact]
    public void Runs_survive_a_kill()
    {
        var scenario = Make();
        Observe(scenario, Run(scenario, 1200));
        Observe(scenario, Run(scenario, 100));
        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Equal((2, 1, ObjectiveStatusKind.Ok), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Status));
    }
}
