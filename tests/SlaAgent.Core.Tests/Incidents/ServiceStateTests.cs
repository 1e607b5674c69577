using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

public sealed class ServiceStateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Scenario Watch(params Probe[] probes) => new(Configure(Agreement(Availability(0.999m, 1000)), probes));

    [Fact]
    public void Three_failures_in_a_row_make_a_service_down_from_the_first_of_them()
    {
        var scenario = Watch();
        scenario.Run(Minute, Outcome.Success);
        var first = scenario.Clock.Wall;
        scenario.Run(TimeSpan.FromSeconds(10), Outcome.TimeoutTotal);
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        Assert.Empty(scenario.Open);
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.TimeoutTotal);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        var incident = Assert.Single(scenario.Open, incident => incident.AlertName == "ModelServerDown");
        Assert.Equal(first, incident.StartedAt);
        Assert.Equal("page", incident.Labels.Find("severity"));
        Assert.Contains("timeout_total: status 500", incident.Annotations.Find("description"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_up_after_two_successes_and_the_incident_ended_with_the_first()
    {
        var scenario = Watch();
        scenario.Run(Minute, Outcome.ConnectionError);
        var back = scenario.Clock.Wall;
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Success);
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        Assert.Contains(scenario.Open, incident => incident.AlertName == "ModelServerDown");
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Success);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
        Assert.Equal(back, scenario.Changes.Last(incident => incident.AlertName == "ModelServerDown").EndedAt);
    }

    [Theory]
    [InlineData(Outcome.Http4xx)]
    [InlineData(Outcome.Http429)]
    [InlineData(Outcome.InvalidResponse)]
    public void A_server_that_answers_wrongly_is_degraded_and_breaks_the_run_towards_down(Outcome alive)
    {
        var scenario = Watch();
        var n = 0;
        scenario.Run(TimeSpan.FromMinutes(2), (at, probe) => Result(probe, at, n++ % 3 == 2 ? alive : Outcome.Http5xx));
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        Assert.DoesNotContain(scenario.Changes, incident => incident.AlertName == "ModelServerDown");
    }

    [Fact]
    public void Every_deciding_probe_must_fail()
    {
        var scenario = Watch(Inference(), Inference(5, "other"));
        scenario.Run(Minute, (at, probe) => Result(probe, at, probe.Name == "ask" ? Outcome.Http5xx : Outcome.Success));
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
    }

    [Fact]
    public void Skipped_probes_say_nothing_of_the_server()
    {
        var scenario = Watch();
        scenario.Run(Minute, Outcome.Success);
        scenario.Run(Minute, Outcome.Skipped);
        scenario.Run(Minute, Outcome.AgentError);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
    }

    [Fact]
    public void Hanging_behind_health_replaces_down_and_keeps_the_start()
    {
        var scenario = Watch(Inference(), Health());
        scenario.Run(Minute, Outcome.Success);
        var first = scenario.Clock.Wall;
        scenario.Run(Minute, (at, probe) => Result(probe, at, probe.Name == "ask" ? Outcome.TimeoutFirstByte : Outcome.Success));
        var hung = Assert.Single(scenario.Open, incident => incident.Agreement is null);
        Assert.Equal(("ModelServerHungBehindHealth", first), (hung.AlertName, hung.StartedAt));
        scenario.Run(Minute, Outcome.TimeoutConnect);
        var down = Assert.Single(scenario.Open, incident => incident.Agreement is null);
        Assert.Equal(("ModelServerDown", first), (down.AlertName, down.StartedAt));
        Assert.NotNull(scenario.Changes.Last(incident => incident.AlertName == hung.AlertName).EndedAt);
    }

    [Fact]
    public void Health_decides_where_nothing_else_is_asked()
    {
        var objective = Availability(0.9m) with { Indicator = new Indicator.Availability { Probe = "ready" } };
        var scenario = new Scenario(Configure(Agreement(objective), Health()));
        scenario.Run(Minute, Outcome.NotReady);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        Assert.Contains(scenario.Open, incident => incident.AlertName == "ModelServerDown");
    }

    [Fact]
    public void A_restart_keeps_the_incident_and_its_start_and_the_recovery_closes_it()
    {
        var scenario = Watch();
        scenario.Run(Minute, Outcome.Http5xx);
        var before = scenario.Open.Single(incident => incident.AlertName == "ModelServerDown");
        scenario.KillAndRestart(TimeSpan.FromSeconds(2));
        scenario.Changes.Clear();
        scenario.Now += TimeSpan.FromSeconds(3);
        scenario.Evaluate();
        Assert.Equal(before, scenario.Open.Single(incident => incident.AlertName == "ModelServerDown"));
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        scenario.Run(Minute, Outcome.Success);
        var closed = Assert.Single(scenario.Changes, incident => incident.AlertName == "ModelServerDown");
        Assert.Equal((before.Id, before.StartedAt), (closed.Id, closed.StartedAt));
        Assert.NotNull(closed.EndedAt);
    }

    [Fact]
    public void Starting_beside_a_fresh_server_is_neither_downtime_nor_uptime()
    {
        var context = new JudgeContext(AgentPosition.Sidecar, "prod", "chat-0");
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m))), context);
        scenario.Run(Minute, Outcome.ConnectionError);
        Assert.Equal(ServiceState.Starting, scenario.Service.State);
        Assert.Equal(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        Assert.Equal(0, scenario.Status.Events);
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
        Assert.Equal((12, 1.0), (scenario.Status.Events, scenario.Status.Coverage));
        Assert.Empty(scenario.Changes);
    }

    [Fact]
    public void Starting_ends_with_its_grace_and_after_a_restart_there_is_none()
    {
        var context = new JudgeContext(AgentPosition.Sidecar);
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m))), context);
        scenario.Run(TimeSpan.FromMinutes(11), Outcome.ConnectionError);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        Assert.Equal(Beginning + TimeSpan.FromMinutes(10), scenario.Open.Single(i => i.AlertName == "ModelServerDown").StartedAt);
        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Equal(ServiceState.Down, scenario.Service.State);
    }

    [Fact]
    public void A_start_that_a_kill_interrupted_goes_on_with_the_same_grace()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m))), new JudgeContext(AgentPosition.Sidecar));
        scenario.Run(Minute, Outcome.ConnectionError);
        scenario.KillAndRestart(Minute);
        scenario.Run(Minute, Outcome.ConnectionError);
        Assert.Equal((ServiceState.Starting, Beginning), (scenario.Service.State, scenario.Service.Since!.Value));
        Assert.Equal(0, scenario.Status.Events);
        scenario.Run(TimeSpan.FromMinutes(8), Outcome.ConnectionError);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        Assert.Equal(Beginning + TimeSpan.FromMinutes(10), scenario.Open.Single(i => i.AlertName == "ModelServerDown").StartedAt);
    }

    [Fact]
    public void A_service_that_was_up_before_a_restart_is_not_starting()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m))), new JudgeContext(AgentPosition.Sidecar));
        scenario.Run(Minute, Outcome.Success);
        scenario.KillAndRestart();
        scenario.Run(Minute, Outcome.ConnectionError);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        Assert.Equal(12, scenario.Status.Events - scenario.Status.Good);
    }

    [Fact]
    public void From_outside_nothing_is_ever_starting()
    {
        var scenario = Watch();
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.ConnectionError);
        Assert.Equal((ServiceState.Degraded, 1), (scenario.Service.State, scenario.Status.Events));
    }

    [Theory]
    [InlineData(10, "ModelServerHungBehindHealth")]
    [InlineData(11, "ModelServerDown")]
    public void Health_speaks_for_the_server_only_for_two_of_its_intervals(int secondsAgo, string alert)
    {
        var scenario = Watch(Inference(1), Health());
        scenario.Judge.Observe(Result(Health(), scenario.Now, Outcome.Success));
        scenario.Now += TimeSpan.FromSeconds(secondsAgo - 3);
        scenario.Run(TimeSpan.FromSeconds(3), (at, probe) => probe.Name == "ask" ? Result(probe, at, Outcome.Http5xx) : null);
        Assert.Equal(alert, Assert.Single(scenario.Open, incident => incident.Agreement is null).AlertName);
    }

    [Fact]
    public void How_many_failures_and_successes_it_takes_is_the_services_own()
    {
        var configuration = Configure(Agreement(Availability(0.999m, 1000)));
        var scenario = new Scenario(configuration with { Services = [configuration.Services[0] with { Down = new DownPolicy(1, 3, Minute) }] });
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Http5xx);
        Assert.Equal(ServiceState.Down, scenario.Service.State);
        scenario.Run(TimeSpan.FromSeconds(10), Outcome.Success);
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Success);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
    }

    [Fact]
    public void One_failure_after_successes_is_degraded_until_the_next_success()
    {
        var scenario = Watch();
        scenario.Run(Minute, Outcome.Success);
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Http429);
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        Assert.True(scenario.Service.IsUp);
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Success);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
    }
}
