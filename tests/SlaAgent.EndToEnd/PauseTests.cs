using System.Globalization;
using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Time that the agreement leaves out, planned and by hand.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task A_pause_goes_on_through_a_kill_until_it_is_ended_and_only_what_is_paused_does_not_count()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        string id;
        (long Good, long Events) paused;
        await using (var agent = await world.StartAgentAsync())
        {
            await Wait.UntilAsync("events", async () => (await agent.CountsAsync()).Events >= 5, () => agent.Output);
            var (exit, output) = await AskAsync(agent, "pause", "--sla", "iris-internal", "--objective", "availability", "--for", "1h", "--longest", "2h", "--reason", "retraining v4", "--by", "ann", "-o", "json");
            Assert.True(exit == 0, output);
            id = (string)JsonNode.Parse(output)!["id"]!;
            world.Break(new FaultSet { ErrorShare = 1 });
            await agent.UntilMoreAsync("predict", "http_5xx", 4);
            await Wait.UntilAsync("the objective excluded", async () => (await ObjectiveAsync(agent, 0)).Status == "excluded", () => agent.Output);
            paused = await agent.CountsAsync();
            await agent.KillAsync();
        }

        await using var next = await world.StartAgentAsync();
        Assert.Equal(id, (string?)(await next.GetJsonAsync("/api/v1/pauses?active=true"))[0]!["id"]);
        await next.UntilMoreAsync("predict", "http_5xx", 4);
        await Wait.UntilAsync("the other objective blamed", async () => (await ObjectiveAsync(next, 1)).Status is "breached" or "at_risk", () => next.Output);
        Assert.Equal(paused, await next.CountsAsync());
        var (status, reason) = await ObjectiveAsync(next, 0);
        Assert.Equal("excluded", status);
        Assert.Matches(@"^retraining v4 until .* \(paused by ann\)$", reason);
        Assert.DoesNotContain(await next.GetJsonAsync("/api/v1/incidents") as JsonArray ?? [], incident => (string?)incident!["objective"] == "availability");
        var (_, shown) = await AskAsync(next, "status");
        Assert.Matches($@"(?m)^paused: availability of iris-internal by ann since .*: retraining v4 \({id}\)$", shown);

        world.Repair();
        await next.UntilMoreAsync("predict", "success", 2);
        Assert.Equal(0, (await AskAsync(next, "resume", id, "--by", "bob")).ExitCode);
        await Wait.UntilAsync("what is measured counted", async () => (await next.CountsAsync()).Good > paused.Good, () => next.Output);
        Assert.Equal(("ended", "resumed", "bob"), await PauseAsync(next));
    }

    [Fact]
    public async Task Whoever_pauses_needs_the_token_and_an_overrun_is_alerted()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var token = world.Folder.Write("token", "t0ken\n");
        await using var agent = await world.StartAgentAsync(world.Folder.Write("sla.yaml", world.Yaml(agent: $"  apiTokenFile: {token}")));
        string[] pause = ["pause", "--sla", "iris-internal", "--all", "--for", "1s", "--longest", "1h", "--reason", "maintenance", "--by", "ann"];
        var (exit, output) = await AskAsync(agent, pause);
        Assert.Equal(3, exit);
        Assert.Contains("--token-file", output, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", output, StringComparison.Ordinal);

        (exit, output) = await AskAsync(agent, [.. pause, "--token-file", token]);
        Assert.True(exit == 0, output);
        await Wait.UntilAsync("the overrun alerted", async () => (await OverrunsAsync(agent, open: true)).Count == 1, () => agent.Output);
        Assert.Equal("excluded", (await ObjectiveAsync(agent, 1)).Status);
        var id = (string)(await OverrunsAsync(agent, open: true))[0]["labels"]!["pause"]!;

        (exit, output) = await AskAsync(agent, "resume", id, "--by", "ann", "--token-file", token);
        Assert.True(exit == 0, output);
        await Wait.UntilAsync("the alert ended", async () => (await OverrunsAsync(agent, open: false)).Count == 1, () => agent.Output);

        (exit, output) = await AskAsync(agent, "resume", "none", "--by", "ann", "--token-file", token);
        Assert.Equal(2, exit);
        Assert.Contains("There is no pause 'none'", output, StringComparison.Ordinal);
        (exit, output) = await AskAsync(agent, "pause", "--sla", "iris-internal", "--for", "1h", "--reason", "retraining", "--token-file", token);
        Assert.Equal(2, exit);
        Assert.Contains("no objective of accuracy", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-60, "excluded")]
    [InlineData(-30, "ok")]
    public async Task A_planned_exclusion_holds_where_it_was_announced_in_time(int announced, string status)
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        string Time(int minutes) => DateTimeOffset.UtcNow.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var exclusion = $"notice: 10m\n  exclusions: [ {{ name: patching, from: {Time(-45)}, to: {Time(45)}, announcedAt: {Time(announced)}, objectives: [availability] }} ]\n  objectives:";
        await using var agent = await world.StartAgentAsync(world.Folder.Write("sla.yaml", world.Yaml().Replace("objectives:", exclusion, StringComparison.Ordinal)));

        await Wait.UntilAsync("both judged", async () => (await ObjectiveAsync(agent, 0)).Status == status && (await ObjectiveAsync(agent, 1)).Status == "ok", () => agent.Output);
        var objective = (await agent.GetJsonAsync("/api/v1/slas/iris-internal"))["objectives"]![0]!;
        if (status == "excluded")
        {
            Assert.StartsWith("patching until ", (string?)objective["reason"], StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("patching was announced less than 10m before its start: it does not hold", (string?)objective["note"]);
        }
    }

    private static Task<(int ExitCode, string Output)> AskAsync(AgentProcess agent, params string[] arguments) =>
        AgentProcess.RunAsync([.. arguments, "--url", agent.Address.GetLeftPart(UriPartial.Authority)]);

    private static async Task<(string? Status, string Reason)> ObjectiveAsync(AgentProcess agent, int index)
    {
        var objective = (await agent.GetJsonAsync("/api/v1/slas/iris-internal"))["objectives"]![index]!;
        return ((string?)objective["status"], (string?)objective["reason"] ?? "");
    }

    private static async Task<(string?, string?, string?)> PauseAsync(AgentProcess agent)
    {
        var pause = (await agent.GetJsonAsync("/api/v1/pauses"))[0]!;
        return ((string?)pause["status"], (string?)pause["ending"], (string?)pause["endedBy"]);
    }

    private static async Task<IReadOnlyList<JsonNode>> OverrunsAsync(AgentProcess agent, bool open) =>
        [.. (await agent.GetJsonAsync("/api/v1/incidents")).AsArray().Where(incident => (string?)incident!["alert"] == "SlaPauseOverrun" && (bool)incident["open"]! == open)!];
}
