using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Readings;

namespace SlaAgent.Core.Tests.Incidents;

public sealed class TrafficDrainTests
{
    private static Readings Draining(Objective objective, bool kill)
    {
        var readings = new Readings(objective, TimeSpan.FromHours(6));
        readings.Read(Counts(0), TimeSpan.Zero);
        readings.Read(20, Counts(400));
        Assert.True(readings.Scenario.Judge.BeginDrain("chat", readings.Scenario.Clock));
        readings.Read(8, Counts(300, 100));
        Assert.Equal((ServiceState.Draining, 20 * 400L), (readings.Scenario.Service.State, readings.Scenario.Status.Events));
        if (kill)
        {
            readings.Scenario.KillAndRestart();
        }

        return readings;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Requests_read_while_the_server_is_drained_count_when_the_agent_is_not_stopped(bool kill)
    {
        var readings = Draining(Availability(0.9m), kill);
        readings.Read(40, Counts(400));
        Assert.Equal((68 * 400L, 800), (readings.Scenario.Status.Events, readings.Scenario.Status.Events - readings.Scenario.Status.Good));
        Assert.Empty(readings.Scenario.Held);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void And_are_waived_when_it_is(bool kill)
    {
        var readings = Draining(Availability(0.9m), kill);
        readings.Scenario.Judge.ConfirmDrain(readings.Scenario.Clock);
        readings.Scenario.Evaluate();
        Assert.Equal((8000, 8000), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }
}
