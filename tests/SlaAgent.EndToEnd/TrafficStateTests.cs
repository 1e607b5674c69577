using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>What a server's own metrics alone say of its state.</summary>
public sealed class TrafficStateTests
{
    private const string Hung = "ModelServerHungBehindHealth";
    private const string Availability = "    - { name: availability, availability: { source: traffic }, target: 50% }";

    /// <summary>It takes the half minute without a token after which an engine is said to hang.</summary>
    [Fact]
    public async Task A_request_that_runs_while_no_token_is_made_is_a_hung_engine_without_any_inference_probe_until_tokens_flow()
    {
        await using var world = await World.CreateAsync(options: ChatService.Options);
        await using var agent = await world.StartChatAgentAsync(Availability);
        using var users = new ChatUsers(world);
        await agent.UntilStateAsync("up", "chat");

        world.Break(new FaultSet { HangAfterHeaders = true });
        using var held = await users.StartAsync();
        await agent.UntilMetricAsync("sla_traffic_requests_running", v => v == 1);
        world.Repair();
        var firing = await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);
        Assert.Equal("chat", (string?)firing["labels"]!["service"]);
        Assert.Equal("down", await agent.StateAsync("chat"));
        Assert.Equal(0, await agent.ResultsAsync("ready", "not_ready"));

        await users.AskAsync(1);
        var resolved = await world.Sink.FirstAsync(Hung, "resolved", () => agent.Output);
        Assert.Equal(firing["startsAt"]!.Time(), resolved["startsAt"]!.Time());
        await agent.UntilStateAsync("up", "chat");
        await agent.UntilMetricAsync("sla_traffic_requests_running", v => v == 1);
        Assert.DoesNotContain(await agent.IncidentsAsync(), i => (string?)i["alert"] == "ModelServerDown");
    }

    [Fact]
    public async Task A_server_that_says_it_sleeps_is_sleeping_and_not_down_whatever_its_health_says()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        await using var agent = await world.StartChatAgentAsync(Availability);
        await agent.UntilStateAsync("up", "chat");

        world.Break(new FaultSet { Sleeping = true });
        await agent.UntilStateAsync("sleeping", "chat");
        await agent.UntilMetricAsync("sla_service_state", v => v == 1, "service=\"chat\"", "state=\"sleeping\"");
        world.Break(new FaultSet { Sleeping = true, HealthFailing = true });
        await agent.UntilMetricAsync("sla_probe_results_total", v => v >= 6, "probe=\"ready\"", "outcome=\"not_ready\"");
        Assert.Equal("sleeping", await agent.StateAsync("chat"));
        await AssertNothingIsBlamedAsync(agent);

        world.Repair();
        await agent.UntilStateAsync("up", "chat");
        await AssertNothingIsBlamedAsync(agent);

        // Awake, the same failures mean what they mean.
        world.Break(new FaultSet { HealthFailing = true });
        await Wait.ForAsync("the server down", () => agent.IncidentAsync("ModelServerDown", open: true), () => agent.Output);
        Assert.Equal("down", await agent.StateAsync("chat"));
    }

    /// <summary>That a starved machine measured too little blames nobody but the agent.</summary>
    private static async Task AssertNothingIsBlamedAsync(AgentProcess agent)
    {
        var incidents = (await agent.IncidentsAsync()).Where(i => (string?)i["alert"] != "SlaMeasurementMissing").ToList();
        Assert.True(incidents.Count == 0, string.Join('\n', incidents.Select(i => i.ToJsonString())) + "\n" + agent.Output);
    }
}
