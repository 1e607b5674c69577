using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Deploy;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The deployment gate, as a pipeline and the people around it see it.</summary>
public sealed class GateTests
{
    [Fact]
    public async Task A_closed_gate_and_its_override_stay_through_kills()
    {
        await using var gated = await GatedWorld.CreateAsync();
        DateTimeOffset? closed;
        await using (var agent = await gated.StartAgentAsync())
        {
            await GatedWorld.UntilAsync(agent, "open");
            await gated.BreachAsync(agent);
            closed = await GatedWorld.UntilAsync(agent, "closed");
            Assert.Contains("the deployment gate of sentiment-gold is closed: availability breached since", agent.Output, StringComparison.Ordinal);
            await agent.KillAsync();
        }

        string id;
        await using (var agent = await gated.StartAgentAsync())
        {
            Assert.Equal(closed, await GatedWorld.UntilAsync(agent, "closed"));
            var (exit, output) = await AskAsync(agent, "gate", "override", "--sla", GatedWorld.Agreement, "--by", "ann", "--reason", "rollback of v4", "--for", "2h", "-o", "json");
            Assert.True(exit == 0, output);
            id = (string)JsonNode.Parse(output)!["id"]!;
            await agent.KillAsync();
        }

        await using var last = await gated.StartAgentAsync();
        await GatedWorld.UntilAsync(last, "open");
        var (open, said) = await AskAsync(last, "gate", "--sla", GatedWorld.Agreement);
        Assert.True(open == 0, said);
        Assert.Matches($"^open: sentiment-gold: ann keeps it open until .*: rollback of v4 \\(override {id}\\); closed otherwise: availability breached since ", said);
        Assert.Equal(1, await last.MetricAsync("sla_deployment_gate_open", "sla=\"sentiment-gold\""));

        Assert.Equal(0, (await AskAsync(last, "gate", "close-override", id, "--by", "bob")).ExitCode);
        (open, said) = await AskAsync(last, "gate", "--service", "iris", "-o", "json");
        Assert.Equal((1, "closed"), (open, (string?)JsonNode.Parse(said)!["gate"]));
        Assert.Equal(["closed", "ann", "open", "bob", "closed"], await RecordAsync(gated, last));
        await Wait.UntilAsync("time closed counted", async () => await last.MetricAsync("sla_deployment_gate_closed_seconds_total", "sla=\"sentiment-gold\"") > 0, () => last.Output);
    }

    [Fact]
    public async Task What_nobody_can_say_fails_unless_it_is_said_to_pass()
    {
        var nowhere = $"http://127.0.0.1:{FreePort.Next()}";
        var (exit, output) = await AgentProcess.RunAsync("gate", "--url", nowhere);
        Assert.Equal(3, exit);
        Assert.Contains("no agent answered at " + nowhere, output, StringComparison.Ordinal);
        (exit, output) = await AgentProcess.RunAsync("gate", "--url", nowhere, "--on-unknown", "pass");
        Assert.Equal(0, exit);
        Assert.StartsWith("unknown, but passed: no agent answered at " + nowhere, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--critical and --reason go together", "gate", "--critical")]
    [InlineData("'maybe' not recognized", "gate", "--on-unknown", "maybe")]
    [InlineData("Try 'slaagent gate override --help'", "gate", "override", "--sla", "gold")]
    [InlineData("is no duration", "gate", "override", "--sla", "gold", "--reason", "x", "--for", "2")]
    public async Task Wrong_use_is_2_and_says_what_is_right(string expected, params string[] arguments)
    {
        var (exit, output) = await AgentProcess.RunAsync(arguments);
        Assert.Equal(2, exit);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    /// <summary>What the record says of the gate: how it moved, and who overrode it or took that back.</summary>
    private static async Task<IReadOnlyList<string?>> RecordAsync(GatedWorld gated, AgentProcess agent)
    {
        List<JsonNode> entries = [];
        await Wait.UntilAsync(
            "the last move on the record",
            async () =>
            {
                var (_, output) = await AgentProcess.RunAsync("export", "--state", gated.World.State);
                entries = [.. output.Split('\n').Where(line => line.StartsWith('{') && line.Contains("gate_", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!)];
                return entries.Count == 5;
            },
            () => agent.Output + string.Join('\n', entries));
        return [.. entries.Select(entry => entry["body"]!).Select(said => said["gate"] is { } gate ? (bool)gate["isOpen"]! ? "open" : "closed" : (string?)said["override"]!["endedBy"] ?? (string?)said["override"]!["by"])];
    }

    private static Task<(int ExitCode, string Output)> AskAsync(AgentProcess agent, params string[] arguments) =>
        AgentProcess.RunAsync([.. arguments, "--url", agent.Address.GetLeftPart(UriPartial.Authority)]);
}
