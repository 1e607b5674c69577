using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>What is owed since a breach, over a kill, until people have done it.</summary>
public sealed class ObligationTests
{
    private const string Consequences =
        "consequences: { communication: { within: 4h, receivers: [executives] }, postmortem: { within: 3s }, remediation: { within: 10d }, review: { breaches: 1, within: 90d } }";

    [Fact]
    public async Task What_a_breach_makes_owed_is_still_owed_after_a_kill_and_is_done_by_people()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var executives = await WebhookSink.StartAsync();
        var config = world.Folder.Write("sla.yaml", world
            .Yaml("    - { name: availability, availability: { probe: predict }, target: 99%, minimumSamples: 2 }", $"    - {{ name: executives, webhook: {{ url: \"{executives.Address}\" }} }}")
            .Replace("window: { rolling: 5m }", "window: { rolling: 5m }\n  " + Consequences, StringComparison.Ordinal));
        IReadOnlyList<JsonNode> owed;
        await using (var agent = await world.StartAgentAsync(config))
        {
            world.Break(new FaultSet { ErrorShare = 1 });
            await Wait.UntilAsync("a breach and what follows", async () => (await OwedAsync(agent)).Count == 4, () => agent.Output);
            owed = await OwedAsync(agent);
            await Wait.UntilAsync("people told that it is overdue", async () => (await OpenAlertsAsync(agent)).Contains("SlaObligationOverdue"), () => agent.Output);
            await agent.KillAsync();
        }

        await using var next = await world.StartAgentAsync(config);
        Assert.Equal(Ids(owed), Ids(await OwedAsync(next)));
        Assert.Contains("SlaArchitectureReviewDue", await OpenAlertsAsync(next));
        var (exit, table) = await AskAsync(next);
        Assert.Equal(1, exit);
        Assert.Matches($@"(?m)^{Id(owed, "postmortem")}  postmortem +iris-internal +availability +overdue ", table);
        Assert.Matches("(?m)^sla_obligations_overdue{sla=\"iris-internal\"} 1", await next.GetAsync("/metrics"));

        (exit, var draft) = await AskAsync(next, "draft", Id(owed, "communication"));
        Assert.True(exit == 0, draft);
        Assert.Contains("- **Promised:** 99% of requests answered well.", draft, StringComparison.Ordinal);
        var statement = world.Folder.Write("statement.md", "We broke our promise.\r\nWe are on it.");
        (exit, var output) = await AskAsync(next, "send", Id(owed, "communication"), "--by", "ann", "--file", statement);
        Assert.True(exit == 0, output);
        Assert.Equal("We broke our promise.\nWe are on it.", (string?)(await executives.FirstAsync("SlaStatement", "firing"))["annotations"]!["description"]);

        foreach (var kind in new[] { "postmortem", "remediation", "review" })
        {
            (exit, output) = await AskAsync(next, "done", Id(owed, kind), "--by", "ann", "--note", "wiki/42");
            Assert.True(exit == 0, output);
        }

        (exit, output) = await AskAsync(next);
        Assert.Equal((0, "Nothing is owed."), (exit, output.Trim()));
        await Wait.UntilAsync("the alerts ended", async () => !(await OpenAlertsAsync(next)).Any(name => name is "SlaObligationOverdue" or "SlaArchitectureReviewDue"), () => next.Output);
        await next.KillAsync();
        await using var last = await world.StartAgentAsync(config);
        Assert.Empty(await OwedAsync(last));
        Assert.All((await last.GetJsonAsync("/api/v1/obligations")).AsArray(), each => Assert.Equal(("done", "ann"), ((string?)each!["status"], (string?)each["doneBy"])));
    }

    private static Task<(int ExitCode, string Output)> AskAsync(AgentProcess agent, params string[] arguments) =>
        AgentProcess.RunAsync(["obligations", .. arguments, "--url", agent.Address.GetLeftPart(UriPartial.Authority)]);

    private static async Task<IReadOnlyList<JsonNode>> OwedAsync(AgentProcess agent) => [.. (await agent.GetJsonAsync("/api/v1/obligations?open=true")).AsArray()!];

    private static string Id(IEnumerable<JsonNode> owed, string kind) => (string)owed.Single(each => (string?)each["kind"] == kind)["id"]!;

    private static IEnumerable<string?> Ids(IEnumerable<JsonNode> owed) => owed.Select(each => (string?)each["id"]).Order();

    private static async Task<IReadOnlyList<string?>> OpenAlertsAsync(AgentProcess agent) =>
        [.. (await agent.GetJsonAsync("/api/v1/incidents?open=true")).AsArray().Select(incident => (string?)incident!["alert"])];
}
