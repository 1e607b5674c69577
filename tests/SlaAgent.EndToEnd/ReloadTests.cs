using System.Net;
using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Configuration that changes under a running agent.</summary>
public sealed class ReloadTests
{
    private const string Two = "    - { name: availability, availability: { probe: predict }, target: 90% }\n    - { name: extra, availability: { probe: predict }, target: 80% }";

    [Fact]
    public async Task SIGHUP_brings_a_changed_file_into_force_and_keeps_what_was_counted()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await Wait.UntilAsync("events", async () => (await agent.CountsAsync()).Events >= 3, () => agent.Output);
        var before = await agent.CountsAsync();

        world.Folder.Write("sla.yaml", world.Yaml(Two));
        await agent.Process.SignalAsync("HUP");

        await Wait.UntilAsync("the new objective", async () => (await ObjectivesAsync(agent)).Contains("extra"), () => agent.Output);
        Assert.Equal(["availability", "extra"], await ObjectivesAsync(agent));
        Assert.True((await agent.CountsAsync()).Events >= before.Events);
        Assert.Equal(0, await agent.MetricAsync("sla_objective_events_total", "objective=\"latency-p95\""));
        Assert.DoesNotContain("latency-p95", await agent.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_file_changes_nothing_says_so_and_is_forgiven_when_it_is_mended()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await agent.UntilReloadSaysAsync(successful: true);
        var before = await ObjectivesAsync(agent);

        world.Folder.Write("sla.yaml", world.Yaml(Two).Replace("interval: 500ms", "intervall: 500ms", StringComparison.Ordinal));
        using (var answer = await agent.SendAsync(HttpMethod.Post, "/-/reload"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]!.AsArray();
            Assert.Contains(errors, e => ((string)e!).Contains("interval", StringComparison.Ordinal));
        }

        Assert.Equal(0, await agent.MetricAsync("sla_agent_config_last_reload_successful"));
        Assert.Equal(before, await ObjectivesAsync(agent));
        await agent.UntilMoreAsync("predict", "success", 2);

        world.Folder.Write("sla.yaml", world.Yaml(Two));
        await agent.UntilReloadSaysAsync(successful: true);
        Assert.Equal(["availability", "extra"], await ObjectivesAsync(agent));
    }

    [Fact]
    public async Task A_swap_of_a_ConfigMaps_links_is_noticed_without_a_signal()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var folder = world.Folder.Folder("mounted");
        world.Folder.Write("mounted/..first/sla.yaml", world.Yaml());
        File.CreateSymbolicLink(Path.Combine(folder, "..data"), "..first");
        File.CreateSymbolicLink(Path.Combine(folder, "sla.yaml"), "..data/sla.yaml");
        await using var agent = await world.StartAgentAsync(folder);
        Assert.DoesNotContain("extra", await ObjectivesAsync(agent));

        world.Folder.Write("mounted/..second/sla.yaml", world.Yaml(Two));
        File.CreateSymbolicLink(Path.Combine(folder, "..data_tmp"), "..second");
        var (exitCode, output) = await ChildProcess.RunAsync("mv", ["-T", "..data_tmp", "..data"], folder: folder);
        Assert.True(exitCode == 0, output);

        await Wait.UntilAsync("the new objective", async () => (await ObjectivesAsync(agent)).Contains("extra"), () => agent.Output);
        Assert.Equal(1, await agent.MetricAsync("sla_agent_config_last_reload_successful"));
    }

    private static async Task<IReadOnlyList<string?>> ObjectivesAsync(AgentProcess agent) =>
        [.. (await agent.GetJsonAsync("/api/v1/slas/iris-internal"))["objectives"]!.AsArray().Select(o => (string?)o!["name"])];
}
