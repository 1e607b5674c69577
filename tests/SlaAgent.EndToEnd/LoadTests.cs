using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Runs of load against a real server, and the throughput that they are judged by.</summary>
public sealed class LoadTests
{
    private const string Capacity = """
            - name: capacity
              interval: 3s
              timeout: 1500ms
              load: { rate: 20/s, arrivals: constant, duration: 1s, maxInFlight: 4, inference: { prompt: "What is promised?", maxTokens: 2, stream: true } }
        """;

    [Fact]
    public async Task Runs_are_good_while_the_server_sustains_the_rate_and_bad_once_it_is_too_slow_for_what_may_be_in_flight()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        await using var agent = await world.StartChatAgentAsync(
            "    - { name: throughput, throughput: { probe: capacity, atLeast: 8/s }, target: 50%, minimumSamples: 1 }",
            ChatService.HealthProbe + "\n" + Capacity);

        await Wait.UntilAsync("good runs", async () => (await agent.ChatCountsAsync("throughput")).Good >= 2, () => agent.Output);
        var (good, events) = await agent.ChatCountsAsync("throughput");
        Assert.Equal(good, events);
        Assert.InRange(await agent.MetricAsync("sla_load_good_requests_per_second"), 8, 20);
        Assert.Equal(0, await RequestsAsync(agent, "not_sent"));

        // Each request takes so long that four at a time are about four a second.
        world.Break(new FaultSet { ExtraLatencySeconds = 0.9 });
        await Wait.UntilAsync("bad runs", async () => await agent.ChatCountsAsync("throughput") is var c && c.Events - c.Good >= 2, () => agent.Output);
        Assert.True(await RequestsAsync(agent, "not_sent") > 0);
        Assert.True(await agent.MetricAsync("sla_load_good_requests_per_second") < 8);
        await AssertEventsAreRunsAsync(agent);
        await Promtool.AssertCleanAsync(agent);
    }

    /// <summary>Every run that counted is an event. One that was late because of this machine itself is one only if it was good all the same.</summary>
    private static async Task AssertEventsAreRunsAsync(AgentProcess agent)
    {
        double counted, limited;
        (long Good, long Events) events;
        do
        {
            (counted, limited) = (await RunsAsync(agent, "counted"), await RunsAsync(agent, "generator_limited"));
            events = await agent.ChatCountsAsync("throughput");
        }
        while (counted != await RunsAsync(agent, "counted") || limited != await RunsAsync(agent, "generator_limited"));

        Assert.InRange(events.Events, counted, counted + limited);
        Assert.Equal(0, await RunsAsync(agent, "void"));
    }

    private static Task<double> RunsAsync(AgentProcess agent, string result) => agent.MetricAsync("sla_load_runs_total", "probe=\"capacity\"", $"result=\"{result}\"");

    private static Task<double> RequestsAsync(AgentProcess agent, string outcome) => agent.MetricAsync("sla_load_requests_total", "probe=\"capacity\"", $"outcome=\"{outcome}\"");
}
