using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

/// <summary>Since when a status holds: the same after a restart and a reload.</summary>
public sealed class SinceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_status_that_a_restart_did_not_change_has_held_since_before_it()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10))));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        var (status, service) = (scenario.Status, scenario.Service);
        Assert.Equal((ObjectiveStatusKind.Ok, ServiceState.Up), (status.Status, service.State));
        scenario.KillAndRestart(TimeSpan.FromSeconds(5));
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal((status.Status, status.Since), (scenario.Status.Status, scenario.Status.Since));
        Assert.Equal((service.State, service.Since), (scenario.Service.State, scenario.Service.Since));
    }

    [Fact]
    public void A_status_that_is_another_after_a_restart_begins_anew()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10))));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        scenario.KillAndRestart(TimeSpan.FromHours(1));
        var restarted = scenario.Clock.Wall;
        scenario.Evaluate();
        Assert.Equal((ObjectiveStatusKind.Unknown, restarted), (scenario.Status.Status, scenario.Status.Since));
        scenario.Run(Minute, Outcome.Http4xx);
        Assert.Equal(ServiceState.Degraded, scenario.Service.State);
        Assert.True(scenario.Service.Since >= restarted);
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
        Assert.True(scenario.Service.Since >= restarted + Minute);
    }

    [Fact]
    public void A_service_that_is_down_has_been_so_since_it_was_found_to_be()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10))));
        scenario.Run(Minute, Outcome.Success);
        scenario.Run(Minute, Outcome.Http5xx);
        var down = scenario.Service;
        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Equal((ServiceState.Down, down.Since), (scenario.Service.State, scenario.Service.Since));
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal((ServiceState.Down, down.Since), (scenario.Service.State, scenario.Service.Since));
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_nothing_hold_since_a_time_to_come()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10))));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        var next = new Scenario(scenario.Configuration, null, Beginning);
        next.Judge.Restore(scenario.Past(), next.Clock);
        next.Run(Minute, Outcome.Success);
        Assert.True(next.Status.Since <= next.Clock.Wall);
        Assert.True(next.Service.Since <= next.Clock.Wall);
    }

    [Fact]
    public void A_reload_that_leaves_the_verdict_as_it_was_leaves_its_beginning_too()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10))));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        var before = scenario.Status;
        scenario.Now += Minute;
        scenario.Judge.Apply(Configure(Agreement(Availability(0.8m, 10))), scenario.Clock);
        scenario.Evaluate();
        Assert.Equal((before.Status, before.Since, 0.8m), (scenario.Status.Status, scenario.Status.Since, scenario.Status.Target));
    }
}
