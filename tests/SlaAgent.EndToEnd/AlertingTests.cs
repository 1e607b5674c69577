using System.Globalization;
using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

public sealed class AlertingTests
{
    private const string Hung = "ModelServerHungBehindHealth";

    [Fact]
    public async Task A_hang_behind_a_healthy_endpoint_fires_between_the_third_and_the_fifth_failed_probe_and_resolves()
    {
        await using var world = await World.CreateAsync();
        await using var agent = await world.StartAgentAsync();
        await UntilUpAsync(agent);

        world.Break(new FaultSet { Hang = true });
        var alert = await Wait.ForAsync(
            "the alert at Alertmanager",
            async () => (await world.Alertmanager.AlertsAsync()).FirstOrDefault(a => (string?)a!["labels"]!["alertname"] == Hung),
            () => agent.Output);
        var failures = await FailuresInARowAsync(agent, "predict");
        world.Repair();

        Assert.InRange(failures, 3, 5);
        Assert.Equal("iris", (string?)alert["labels"]!["service"]);
        Assert.Equal("page", (string?)alert["labels"]!["severity"]);
        await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);
        var resolved = await world.Sink.FirstAsync(Hung, "resolved", () => agent.Output);
        Assert.Equal(Time(alert["startsAt"]!), Time(resolved["startsAt"]!));
    }

    [Fact]
    public async Task The_alert_starts_at_the_first_failed_probe()
    {
        await using var world = await World.CreateAsync();
        await using var agent = await world.StartAgentAsync();
        await UntilUpAsync(agent);

        world.Break(new FaultSet { Hang = true });
        var first = await Wait.ForAsync(
            "the first failed probe",
            async () => await ProbeAsync(agent, "predict") is var probe && (int)probe["failuresInARow"]! == 1 ? probe : null,
            () => agent.Output);
        var firing = await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);

        Assert.Equal(Time(first["lastAt"]!), Time(firing["startsAt"]!), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_breach_that_begins_and_ends_while_Alertmanager_is_away_arrives_as_firing_and_then_as_resolved()
    {
        await using var world = await World.CreateAsync();
        await using var agent = await world.StartAgentAsync();
        await UntilUpAsync(agent);
        await world.Alertmanager.StopAsync();

        world.Break(new FaultSet { Hang = true });
        await UntilStateAsync(agent, "down");
        world.Repair();
        await UntilUpAsync(agent);
        var incident = await Wait.ForAsync("the closed incident", async () => await IncidentAsync(agent, Hung, open: false), () => agent.Output);
        Assert.Empty(world.Sink.Alerts);
        await world.Alertmanager.StartAsync();

        var firing = await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);
        var resolved = await world.Sink.FirstAsync(Hung, "resolved", () => agent.Output);
        Assert.Equal(Time(incident["startedAt"]!), Time(firing["startsAt"]!), TimeSpan.FromMilliseconds(1));
        Assert.Equal(Time(incident["endedAt"]!), Time(resolved["endsAt"]!), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Killing_the_agent_in_the_middle_keeps_the_start_of_the_alert_and_a_later_recovery_resolves_it()
    {
        await using var world = await World.CreateAsync();
        JsonNode before;
        await using (var agent = await world.StartAgentAsync())
        {
            await UntilUpAsync(agent);
            world.Break(new FaultSet { Hang = true });
            await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);
            before = (await IncidentAsync(agent, Hung, open: true))!;
            await agent.Process.SignalAsync("KILL");
            await agent.Process.WaitForExitAsync();
        }

        await using var again = await world.StartAgentAsync();
        var after = await Wait.ForAsync("the incident after the restart", () => IncidentAsync(again, Hung, open: true), () => again.Output);
        Assert.Equal((string?)before["startedAt"], (string?)after["startedAt"]);
        Assert.Equal((string?)before["id"], (string?)after["id"]);

        world.Repair();
        var resolved = await world.Sink.FirstAsync(Hung, "resolved", () => again.Output);
        Assert.Equal(Time(before["startedAt"]!), Time(resolved["startsAt"]!), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_spent_budget_is_a_breach_that_says_what_was_promised_and_what_was_measured()
    {
        await using var world = await World.CreateAsync();
        await using var agent = await world.StartAgentAsync();
        await UntilUpAsync(agent);

        world.Break(new FaultSet { ErrorShare = 1 });
        var breached = await Wait.ForAsync(
            "the breach of availability",
            () => Task.FromResult(world.Sink.Of("SlaBreached", "firing").FirstOrDefault(a => (string?)a["labels"]!["objective"] == "availability")),
            () => agent.Output);

        Assert.Equal("iris-internal", (string?)breached["labels"]!["sla"]);
        Assert.Equal("internal", (string?)breached["labels"]!["audience"]);
        var description = (string)breached["annotations"]!["description"]!;
        Assert.Contains("http_5xx", description, StringComparison.Ordinal);
        var verdict = await agent.GetJsonAsync("/api/v1/verdict?sla=iris-internal&objective=availability");
        Assert.Equal("breached", (string?)verdict["verdict"]);
        Assert.False((bool)verdict["ok"]!);
    }

    private static DateTimeOffset Time(JsonNode node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    private static async Task<JsonNode> ServiceAsync(AgentProcess agent) => (await agent.GetJsonAsync("/api/v1/services")).AsArray().Single()!;

    private static async Task<JsonNode> ProbeAsync(AgentProcess agent, string name) =>
        (await ServiceAsync(agent))["probes"]!.AsArray().Single(p => (string?)p!["name"] == name)!;

    private static async Task<int> FailuresInARowAsync(AgentProcess agent, string probe) => (int)(await ProbeAsync(agent, probe))["failuresInARow"]!;

    private static async Task<JsonNode?> IncidentAsync(AgentProcess agent, string name, bool open) =>
        (await agent.GetJsonAsync("/api/v1/incidents")).AsArray().FirstOrDefault(i => (string?)i!["alert"] == name && (bool)i["open"]! == open);

    private static Task UntilUpAsync(AgentProcess agent) => UntilStateAsync(agent, "up");

    private static Task UntilStateAsync(AgentProcess agent, string state) => Wait.UntilAsync(
        "state " + state,
        async () => (string?)(await ServiceAsync(agent))["state"] == state,
        () => agent.Output);
}
