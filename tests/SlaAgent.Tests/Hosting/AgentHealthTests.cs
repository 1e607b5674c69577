using Microsoft.Extensions.Time.Testing;
using SlaAgent.Hosting;

namespace SlaAgent.Tests.Hosting;

public sealed class AgentHealthTests
{
    [Fact]
    public void It_is_alive_while_the_loop_beats_and_not_after_ten_seconds_of_silence()
    {
        var time = new FakeTimeProvider();
        var state = new AgentState();
        time.Advance(TimeSpan.FromSeconds(1));
        var health = new AgentHealth(state, time);

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(health.Heartbeat());
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("11 s", health.Heartbeat(), StringComparison.Ordinal);

        state.Beat(time.GetTimestamp());
        Assert.Null(health.Heartbeat());
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull(health.Heartbeat());
    }

    [Fact]
    public void Without_a_configuration_it_is_not_ready_though_alive()
    {
        var health = new AgentHealth(new AgentState(), new FakeTimeProvider());

        Assert.Null(health.Heartbeat());
        Assert.Contains("no configuration", health.Readiness(), StringComparison.Ordinal);
    }
}
