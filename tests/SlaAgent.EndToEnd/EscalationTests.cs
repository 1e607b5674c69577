using System.Globalization;
using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Who is called when nobody takes an incident on, and who is no longer when somebody has.</summary>
public sealed class EscalationTests
{
    private const string Burn = "SlaErrorBudgetBurn";
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Nobody_is_forgotten_or_called_twice_through_kills_and_an_acknowledgement_is_kept_and_told()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var lead = await WebhookSink.StartAsync();
        await using var pager = await WebhookSink.StartAsync();
        var config = world.Folder.Write("sla.yaml", Yaml(world, lead, pager));
        string id;
        DateTimeOffset began;
        await using (var agent = await world.StartAgentAsync(config))
        {
            await agent.UntilMoreAsync("predict", "success", 5);
            world.Break(new FaultSet { ErrorShare = 1 });
            var incident = await Wait.ForAsync("the incident", async () => await BurnAsync(agent), () => agent.Output);
            (id, began) = ((string)incident["id"]!, DateTimeOffset.Parse((string)incident["startedAt"]!, CultureInfo.InvariantCulture));
            await Wait.UntilAsync("the first told", () => Task.FromResult(Told(world.Sink, "firing").Count == 1), () => agent.Output);
            Assert.Empty(Told(lead, "firing"));
            await agent.KillAsync();
        }

        await Wait.UntilAsync("the step due", () => Task.FromResult(DateTimeOffset.UtcNow - began > TimeSpan.FromSeconds(10)));
        await using (var agent = await world.StartAgentAsync(config))
        {
            await Wait.UntilAsync("the lead told", () => Task.FromResult(Told(lead, "firing").Count == 1), () => agent.Output);
            Assert.Contains("nobody had acknowledged this alert 10s after it began", (string?)Told(lead, "firing")[0]["annotations"]!["escalation"], StringComparison.Ordinal);
            var (exit, output) = await AskAsync(agent, "ack", id, "--by", "kim", "--note", "on it");
            Assert.True(exit == 0, output);
            Assert.Contains("acknowledged by kim: on it", output, StringComparison.Ordinal);
            await agent.KillAsync();
        }

        await using var last = await world.StartAgentAsync(config);
        var (_, shown) = await AskAsync(last, "status");
        Assert.Matches($@"(?m)^open: {Burn} of iris-internal/availability \(page\) since .*, escalated to lead, acknowledged by kim: on it \({id}\)$", shown);
        await Wait.UntilAsync("PagerDuty told", () => Task.FromResult(Actions(pager, id).Contains("acknowledge")), () => last.Output);
        world.Repair();
        await Wait.UntilAsync("all told of the end", () => Task.FromResult(Told(world.Sink, "resolved").Count == 1 && Told(lead, "resolved").Count == 1 && Actions(pager, id).Contains("resolve")), () => last.Output);
        Assert.Equal((1, 1), (Told(world.Sink, "firing").Count, Told(lead, "firing").Count));
        Assert.Equal(["trigger", "acknowledge", "resolve"], Actions(pager, id));
        Assert.DoesNotContain(Key, last.Output, StringComparison.Ordinal);
        var (late, refused) = await AskAsync(last, "ack", id, "--by", "lee", "--output", "json");
        Assert.True(late == 0 && (string?)JsonNode.Parse(refused)!["acknowledgement"]!["by"] == "kim", refused);
        Assert.Equal(2, (await AskAsync(last, "ack", "none", "--by", "lee")).ExitCode);
    }

    private static string Yaml(World world, WebhookSink lead, WebhookSink pager)
    {
        var key = world.Folder.Write("key", Key + "\n");
        return world.Yaml(
            objectives: "    - { name: availability, availability: { probe: predict }, target: 90%, minimumSamples: 5 }\n"
                + "  alerting: { receivers: { page: [first, pager], ticket: [first] }, escalation: [ { after: 10s, receivers: [lead] }, { after: 1h, receivers: [pager] } ] }",
            agent: $"    - {{ name: first, webhook: {{ url: \"{world.Sink.Address}\" }} }}\n    - {{ name: lead, webhook: {{ url: \"{lead.Address}\" }} }}\n"
                + $"    - {{ name: pager, pagerDuty: {{ routingKeyFile: {key}, url: \"{pager.Address}\" }} }}");
    }

    private static Task<(int ExitCode, string Output)> AskAsync(AgentProcess agent, params string[] arguments) =>
        AgentProcess.RunAsync([.. arguments, "--url", agent.Address.GetLeftPart(UriPartial.Authority)]);

    private static async Task<JsonNode?> BurnAsync(AgentProcess agent) =>
        (await agent.GetJsonAsync("/api/v1/incidents?open=true")).AsArray().FirstOrDefault(incident => (string?)incident!["alert"] == Burn && (string?)incident["severity"] == "page");

    private static List<JsonNode> Told(WebhookSink sink, string status) => [.. sink.Of(Burn, status).Where(alert => (string?)alert["labels"]!["severity"] == "page")];

    private static List<string> Actions(WebhookSink pager, string id)
    {
        var key = (string?)pager.Posts.FirstOrDefault(post => (string?)post["payload"]?["class"] == Burn && (string?)post["payload"]!["severity"] == "critical")?["dedup_key"];
        Assert.NotEqual(id, key);
        return [.. pager.Posts.Where(post => (string?)post["dedup_key"] == key && (string?)post["routing_key"] == Key).Select(post => (string)post["event_action"]!)];
    }
}
