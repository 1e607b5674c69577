using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Time that does not count: a stop on purpose, a start, an agent that stood still.</summary>
public sealed class ServiceStateTests
{
    [Fact]
    public async Task What_fails_after_a_drain_does_not_count_when_the_agent_is_stopped_too()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        (long Good, long Events) before;
        await using (var agent = await world.StartAgentAsync())
        {
            await Wait.UntilAsync("events", async () => (await agent.CountsAsync()).Events >= 3, () => agent.Output);
            await DrainAsync(agent);
            before = await agent.CountsAsync();
            world.Break(new FaultSet { ErrorShare = 1 });
            await agent.UntilMoreAsync("predict", "http_5xx", 4);
            Assert.Equal("draining", await agent.StateAsync());
            Assert.Empty(await agent.IncidentsAsync());
            Assert.Equal(0, await agent.TerminateAsync());
        }

        world.Repair();
        await using var next = await world.StartAgentAsync();
        await next.UntilStateAsync("up");

        // Only what was bad before the drain and what this process counted itself: a starved machine may let a probe time out.
        await Wait.UntilAsync(
            "the failures while draining left out",
            async () => await next.CountsAsync() is var (good, events) && events - good == before.Events - before.Good + await BadHereAsync(next),
            () => next.Output);
        Assert.True((await next.CountsAsync()).Good >= before.Good, next.Output);
        Assert.Empty(await BlamedAsync(next));
    }

    [Fact]
    public async Task What_fails_after_a_drain_counts_after_all_when_the_server_comes_back_beside_the_same_agent()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await agent.UntilStateAsync("up");
        await DrainAsync(agent);
        world.Break(new FaultSet { ErrorShare = 1 });
        await agent.UntilMoreAsync("predict", "http_5xx", 4);

        world.Repair();

        await agent.UntilStateAsync("up");
        await Wait.UntilAsync("the failures counted", async () => await agent.CountsAsync() is var (good, events) && events - good >= 4, () => agent.Output);
        Assert.Equal(0, await agent.MetricAsync("sla_agent_draining"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kill_during_a_drain_is_no_order_to_stop_the_drain_goes_on_and_what_it_held_counts_unless_one_comes(bool isToldToStop)
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        (long Good, long Events) before;
        string? since;
        await using (var agent = await world.StartAgentAsync())
        {
            await Wait.UntilAsync("events", async () => (await agent.CountsAsync()).Events >= 3, () => agent.Output);
            await DrainAsync(agent);
            since = (string?)(await agent.ServiceAsync())["since"];
            before = await agent.CountsAsync();
            world.Break(new FaultSet { ErrorShare = 1 });
            await agent.UntilMoreAsync("predict", "http_5xx", 6);
            await agent.KillAsync();
        }

        await using (var agent = await world.StartAgentAsync())
        {
            Assert.Equal(("draining", since), (await agent.StateAsync(), (string?)(await agent.ServiceAsync())["since"]));
            Assert.Equal(1, await agent.MetricAsync("sla_agent_draining"));
            await agent.UntilMoreAsync("predict", "http_5xx", 2);
            Assert.Empty(await agent.IncidentsAsync());
            if (!isToldToStop)
            {
                world.Repair();
                await agent.UntilStateAsync("up");

                // The last second before the kill, at two probes a second, may be lost.
                await Wait.UntilAsync("what was held counted", async () => await agent.CountsAsync() is var (good, events) && events - good >= 6, () => agent.Output);
                return;
            }

            Assert.Equal(0, await agent.TerminateAsync());
        }

        world.Repair();
        await using var next = await world.StartAgentAsync();
        await next.UntilStateAsync("up");
        var (lastGood, lastEvents) = await next.CountsAsync();
        Assert.Equal(before.Events - before.Good + await BadHereAsync(next), lastEvents - lastGood);
    }

    [Fact]
    public async Task Beside_its_server_the_agent_waits_for_the_first_success_before_anything_counts()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var port = FreePort.Next();
        var config = world.Folder.Write("sla.yaml", world.Yaml().Replace(
            world.Server.Address.GetLeftPart(UriPartial.Authority), $"http://127.0.0.1:{port}", StringComparison.Ordinal));
        await using var agent = await AgentProcess.StartAsync(
            config, world.State, new Dictionary<string, string> { ["SLAAGENT_POSITION"] = "sidecar", ["POD_NAME"] = "iris-0" });
        await agent.UntilMetricAsync("sla_probe_results_total", v => v >= 4, "probe=\"predict\"", "outcome=\"connection_error\"");
        Assert.Equal("starting", await agent.StateAsync());
        Assert.Equal((0, 0), await agent.CountsAsync());
        Assert.Empty(await agent.IncidentsAsync());

        await using (var server = await DemoModelServer.StartAsync(new Uri($"http://127.0.0.1:{port}")))
        {
            await agent.UntilStateAsync("up");
            await Wait.UntilAsync("events", async () => (await agent.CountsAsync()).Events >= 2, () => agent.Output);
            var (good, events) = await agent.CountsAsync();
            Assert.Equal(good, events);
        }

        var incident = await Wait.ForAsync("the server down", () => agent.IncidentAsync("ModelServerDown", open: true), () => agent.Output);
        Assert.Equal("iris-0", (string?)incident["labels"]!["replica"]);
        var after = await agent.CountsAsync();
        Assert.True(after.Events - after.Good >= 3, after.ToString());
    }

    [Fact]
    public async Task An_agent_that_was_stopped_for_seconds_says_what_it_skipped_and_blames_nobody()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await Wait.UntilAsync("events", async () => (await agent.CountsAsync()).Events >= 6, () => agent.Output);
        var skipped = await agent.ResultsAsync("predict", "skipped");
        var before = await agent.CountsAsync();

        await agent.Process.SignalAsync("STOP");
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        await agent.Process.SignalAsync("CONT");

        await Wait.UntilAsync("the skipped probes", async () => await agent.ResultsAsync("predict", "skipped") >= skipped + 6, () => agent.Output);
        await agent.UntilMoreAsync("predict", "success", 2);
        var after = await agent.CountsAsync();
        Assert.True(after.Good >= before.Good, $"{before} {after}");
        Assert.Equal("up", await agent.StateAsync());
        Assert.Empty(await BlamedAsync(agent));
        Assert.InRange((double)(await agent.ObjectiveAsync())["coverage"]!, 0, 0.9);
    }

    /// <summary>Incidents that blame the service. That measurements are missing blames nobody but the agent.</summary>
    private static async Task<IReadOnlyList<string>> BlamedAsync(AgentProcess agent) =>
        [.. (await agent.IncidentsAsync()).Where(i => (string?)i["alert"] != "SlaMeasurementMissing").Select(i => i.ToJsonString())];

    private static async Task<long> BadHereAsync(AgentProcess agent) =>
        (long)(await agent.MetricAsync("sla_objective_events_total", "objective=\"availability\"")
            - await agent.MetricAsync("sla_objective_good_events_total", "objective=\"availability\""));

    private static async Task DrainAsync(AgentProcess agent)
    {
        using var answer = await agent.SendAsync(HttpMethod.Post, "/-/drain");
        Assert.True(answer.IsSuccessStatusCode);
        await agent.UntilStateAsync("draining");
    }
}
