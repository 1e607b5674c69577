using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

public sealed class DrainTests
{
    private static Scenario Drained()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m))));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        Assert.True(scenario.Judge.BeginDrain(null, scenario.Clock));
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.ConnectionError);
        return scenario;
    }

    [Fact]
    public void Results_of_a_draining_service_are_held_and_open_nothing()
    {
        var scenario = Drained();
        Assert.Equal(ServiceState.Draining, scenario.Service.State);
        Assert.Equal((ObjectiveStatusKind.Excluded, "draining"), (scenario.Status.Status, scenario.Status.Reason));
        Assert.Equal(12, scenario.Judge.HeldResults.Count);
        Assert.Empty(scenario.Changes);
    }

    [Fact]
    public void They_are_waived_when_the_agent_is_told_to_stop()
    {
        var scenario = Drained();
        scenario.Judge.ConfirmDrain(scenario.Clock);
        scenario.Evaluate();
        Assert.Empty(scenario.Judge.HeldResults);
        Assert.Equal((720, 720), (scenario.Status.Events, scenario.Status.Good));
        Assert.Equal(TimeSpan.FromMinutes(1), new TimeSpan(scenario.Store.Sum(record => record.Waived.Ticks)));
        Assert.Empty(scenario.Changes);
    }

    [Fact]
    public void They_count_after_all_at_their_own_time_when_nobody_stops_the_agent()
    {
        var scenario = Drained();
        scenario.Run(TimeSpan.FromMinutes(9), Outcome.ConnectionError);
        Assert.Equal(720, scenario.Status.Good);
        Assert.Equal(120, scenario.Status.Events - scenario.Status.Good);
        var down = scenario.Open.Single(incident => incident.AlertName == "ModelServerDown");
        Assert.Equal(Beginning + TimeSpan.FromHours(1), down.StartedAt);
    }

    [Fact]
    public void They_count_after_all_when_the_service_comes_back()
    {
        var scenario = Drained();
        scenario.Run(TimeSpan.FromSeconds(15), Outcome.Success);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
        Assert.Equal(12, scenario.Status.Events - scenario.Status.Good);
        var down = scenario.Changes.Where(incident => incident.AlertName == "ModelServerDown").ToList();
        Assert.Equal([true, false], down.Select(incident => incident.IsOpen));
        Assert.Equal(Beginning + TimeSpan.FromHours(1), down[0].StartedAt);
        Assert.Equal(Beginning + TimeSpan.FromMinutes(61), down[1].EndedAt);
    }
}
