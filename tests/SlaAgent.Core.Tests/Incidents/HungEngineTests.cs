using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Readings;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

public sealed class HungEngineTests
{
    private static readonly TrafficSample Stuck = Counts(0) with { Running = 3, Waiting = 2 };

    private static readonly TrafficSample Working = Counts(0) with { OutputTokens = 7, Running = 3 };

    private static Readings Begun(params Probe[] probes)
    {
        var readings = new Readings(Readings.Availability(0.9m), TimeSpan.FromHours(6), probes);
        readings.Read(Working, TimeSpan.Zero);
        readings.Read(4, Working);
        return readings;
    }

    [Fact]
    public void Requests_without_a_token_for_a_whole_window_are_a_hung_engine_without_any_probe()
    {
        var readings = Begun();
        readings.Read(2, Stuck);
        Assert.Empty(readings.Scenario.Open);
        Assert.Equal(ServiceState.Up, readings.Scenario.Service.State);
        readings.Read(Stuck);
        var hung = Assert.Single(readings.Scenario.Open);
        Assert.Equal(("ModelServerHungBehindHealth", Beginning + TimeSpan.FromSeconds(60)), (hung.AlertName, hung.StartedAt));
        Assert.Equal(ServiceState.Down, readings.Scenario.Service.State);
        Assert.Equal("chat has requests, but makes no tokens", hung.Annotations.Find("summary"));
        Assert.Equal(
            "Seen in the server's own metrics: 3 requests running, 2 waiting, and no token made and no request ended since 2026-03-02 12:01:00Z (45s ago).", hung.Annotations.Find("description"));
    }

    [Fact]
    public void It_ends_when_tokens_flow_again_and_is_one_incident()
    {
        var readings = Begun();
        readings.Read(10, Stuck);
        readings.Fail();
        Assert.Single(readings.Scenario.Open);
        readings.Read(Working);
        Assert.Empty(readings.Scenario.Open);
        Assert.Equal(ServiceState.Up, readings.Scenario.Service.State);
        var incident = Assert.Single(readings.Scenario.Snapshot.Incidents);
        Assert.Equal(Beginning + TimeSpan.FromSeconds(60 + (12 * 15)), incident.EndedAt);
    }

    public static TheoryData<string> Alive => ["a request ended", "a prompt was taken in", "nobody asks", "tokens are not counted", "the counters began anew"];

    [Theory]
    [MemberData(nameof(Alive))]
    public void It_is_claimed_of_nothing_that_may_be_alive(string how)
    {
        var readings = Begun();
        for (var i = 0; i < 20; i++)
        {
            if (how == "the counters began anew")
            {
                readings.Forget();
            }

            readings.Read(how switch
            {
                "a request ended" => Stuck with { Bad = 1 },
                "a prompt was taken in" => Stuck with { PromptTokens = 100 },
                "nobody asks" => Stuck with { Running = 0, Waiting = 0 },
                "tokens are not counted" => Stuck with { OutputTokens = null },
                _ => i % 2 == 0 ? Stuck : Working,
            });
        }

        Assert.DoesNotContain(readings.Scenario.Open, incident => incident.Agreement is null);
    }

    [Fact]
    public void Probes_and_metrics_that_see_the_same_open_one_incident_and_a_good_answer_ends_it()
    {
        var probe = Inference(15);
        var readings = Begun(probe);
        for (var i = 0; i < 8; i++)
        {
            readings.Read(Stuck);
            readings.Scenario.Judge.Observe(Result(probe, readings.Scenario.Now, Outcome.TimeoutTotal));
            readings.Scenario.Evaluate();
        }

        var hung = Assert.Single(readings.Scenario.Open, incident => incident.Agreement is null);
        Assert.Equal(("ModelServerHungBehindHealth", Beginning + TimeSpan.FromSeconds(60)), (hung.AlertName, hung.StartedAt));
        Assert.Contains("No good answer to probes either: ask (", hung.Annotations.Find("description"), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            readings.Read(Working);
            readings.Scenario.Judge.Observe(Result(probe, readings.Scenario.Now, Outcome.Success));
            readings.Scenario.Evaluate();
        }

        Assert.DoesNotContain(readings.Scenario.Open, incident => incident.Agreement is null);
        Assert.Single(readings.Scenario.Snapshot.Incidents, incident => incident.Agreement is null);
        Assert.Equal(ServiceState.Up, readings.Scenario.Service.State);
    }

    [Fact]
    public void Health_that_succeeds_does_not_end_what_the_metrics_see()
    {
        var health = Health(15);
        var readings = Begun(health);
        for (var i = 0; i < 8; i++)
        {
            readings.Read(Stuck);
            readings.Scenario.Judge.Observe(Result(health, readings.Scenario.Now, Outcome.Success));
            readings.Scenario.Evaluate();
        }

        Assert.Equal("ModelServerHungBehindHealth", Assert.Single(readings.Scenario.Snapshot.Incidents).AlertName);
        Assert.Equal(ServiceState.Down, readings.Scenario.Service.State);
    }

    [Fact]
    public void A_kill_neither_ends_nor_repeats_it()
    {
        var readings = Begun();
        readings.Read(6, Stuck);
        var before = Assert.Single(readings.Scenario.Open);
        readings.Scenario.KillAndRestart(TimeSpan.FromSeconds(5));
        readings.Forget();
        readings.Read(3, Stuck);
        Assert.Equal(before.Id, Assert.Single(readings.Scenario.Snapshot.Incidents).Id);
        Assert.Equal(ServiceState.Down, readings.Scenario.Service.State);
        readings.Read(Working);
        Assert.Empty(readings.Scenario.Open);
    }
}
