using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>An incident from its opening to its closing, as people see it, through kills.</summary>
public sealed class IncidentTests
{
    private const string Consequences = "\n  consequences: { priority: P1, postmortem: { within: 5d } }";

    [Fact]
    public async Task A_breach_keeps_its_number_and_its_story_through_kills_and_is_closed_by_people()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var config = Write(world, "99%");
        JsonNode before;
        await using (var agent = await world.StartAgentAsync(config))
        {
            await agent.UntilMoreAsync("predict", "success", 5);
            world.Break(new FaultSet { ErrorShare = 1 });
            before = await Wait.ForAsync("the breach", () => agent.IncidentAsync("SlaBreached", open: true), () => agent.Output);
            var (exit, output) = await AskAsync(agent, "ack", $"{before["number"]}", "--by", "kim", "--note", "on it");
            Assert.True(exit == 0, output);
            await agent.KillAsync();
        }

        world.Repair();
        var id = (string)before["id"]!;
        await using (var next = await world.StartAgentAsync(config))
        {
            await AssertKeptAsync(next, before);
            await AssertPostMortemAsync(next, before);
            Assert.Equal(2, (await AskAsync(next, "incident", "999999")).ExitCode);
            var (exit, output) = await AskAsync(next, "incident", id, "--close", "--by", "lee");
            Assert.True(exit == 2, output);

            // Ended by a promise that what was measured keeps; the window itself would take minutes.
            Write(world, "10%");
            using var reloaded = await next.SendAsync(HttpMethod.Post, "/-/reload");
            Assert.True(reloaded.IsSuccessStatusCode, await reloaded.Content.ReadAsStringAsync());
            await Wait.UntilAsync("the end", async () => (string?)(await next.GetJsonAsync($"/api/v1/incidents/{id}"))["state"] == "resolved", () => next.Output);
            (exit, output) = await AskAsync(next, "incident", id[..8], "--close", "--by", "lee", "--note", "known cause");
            Assert.True(exit == 0, output);
            await next.KillAsync();
        }

        await using var last = await world.StartAgentAsync(config);
        var over = await last.GetJsonAsync($"/api/v1/incidents/{id}");
        Assert.Equal(((long)before["number"]!, "closed", "lee"), ((long)over["number"]!, (string?)over["state"], (string?)over["closedBy"]));
        Assert.Contains("known cause", over["timeline"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single((await last.GetJsonAsync("/api/v1/obligations?open=true")).AsArray());
    }

    [Fact]
    public async Task A_burn_that_recovers_closes_by_itself_and_the_next_one_has_another_number()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var config = Write(world, "80%");
        await using var agent = await world.StartAgentAsync(config);
        await agent.UntilMoreAsync("predict", "success", 5);
        var first = await BurnAndRecoverAsync(world, agent);
        Assert.Equal("closed", (string?)first["state"]);
        Assert.Null(first["closedBy"]);
        Assert.All(["first_bad", "opened", "recovered", "closed"], kind => Assert.Contains(kind, Kinds(first)));
        var second = await BurnAndRecoverAsync(world, agent);
        Assert.True((long)second["number"]! > (long)first["number"]!, $"{first["number"]}, then {second["number"]}");
    }

    private static async Task<JsonNode> BurnAndRecoverAsync(World world, AgentProcess agent)
    {
        world.Break(new FaultSet { ErrorShare = 1 });
        var burning = await Wait.ForAsync("a burn", () => agent.IncidentAsync("SlaErrorBudgetBurn", open: true), () => agent.Output);
        world.Repair();
        var path = $"/api/v1/incidents/{burning["number"]}";
        await Wait.UntilAsync("recovery", async () => !(bool)(await agent.GetJsonAsync(path))["open"]!, () => agent.Output);
        await Wait.UntilAsync("all burns over", async () => await agent.IncidentAsync("SlaErrorBudgetBurn", open: true) is null, () => agent.Output);
        return await agent.GetJsonAsync(path);
    }

    private static async Task AssertKeptAsync(AgentProcess agent, JsonNode before)
    {
        var kept = await agent.GetJsonAsync($"/api/v1/incidents/{before["number"]}");
        Assert.Equal(
            ((string?)before["id"], (long)before["number"]!, "open", "P1", "critical"),
            ((string?)kept["id"], (long)kept["number"]!, (string?)kept["state"], (string?)kept["priority"], (string?)kept["grade"]));
        Assert.All(["first_bad", "opened", "acknowledged"], kind => Assert.Contains(kind, Kinds(kept)));
    }

    private static async Task AssertPostMortemAsync(AgentProcess agent, JsonNode incident)
    {
        var (exit, page) = await AskAsync(agent, "incident", $"{incident["number"]}", "--format", "md");
        Assert.True(exit == 0, page);
        Assert.StartsWith($"# Incident {incident["number"]}: SlaBreached of iris-internal/availability\n", page, StringComparison.Ordinal);
        Assert.All(["kim took it on: on it", "http_5xx", "a post-mortem", "| priority | P1 |", "| grade | critical |"], fact => Assert.Contains(fact, page, StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Kinds(JsonNode incident) => incident["timeline"]!.AsArray().Select(happened => (string?)happened!["kind"]);

    private static string Write(World world, string target) => world.Folder.Write(
        "sla.yaml", world.Yaml($"    - {{ name: availability, availability: {{ probe: predict }}, target: {target}, minimumSamples: 5 }}{Consequences}"));

    private static Task<(int ExitCode, string Output)> AskAsync(AgentProcess agent, params string[] arguments) =>
        AgentProcess.RunAsync([.. arguments, "--url", agent.Address.GetLeftPart(UriPartial.Authority)]);
}
