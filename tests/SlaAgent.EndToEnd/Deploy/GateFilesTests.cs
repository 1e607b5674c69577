using System.Text.Json;
using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>The files that users copy for their deployment tools, doing what those tools do with them, against the real agent.</summary>
public sealed class GateFilesTests : IDisposable
{
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_rollout_and_a_canary_stop_at_a_breach_pass_an_override_and_go_on_after_recovery()
    {
        await using var gated = await GatedWorld.CreateAsync();
        await using var agent = await gated.StartAgentAsync();
        await GatedWorld.UntilAsync(agent, "open");
        await AssertAsync(agent, "Successful", goesOn: true, goesBack: false);

        await gated.BreachAsync(agent);
        await AssertAsync(agent, "Failed", goesOn: false, goesBack: true);

        var (exit, output) = await AgentProcess.RunAsync("gate", "override", "--sla", GatedWorld.Agreement, "--by", "ann", "--reason", "the fix", "--for", "1h", "--url", Url(agent));
        Assert.True(exit == 0, output);
        await AssertAsync(agent, "Successful", goesOn: true, goesBack: false);

        await gated.RecoverAsync(agent);
        await Wait.UntilAsync("the verdict ok", async () => (bool)(await agent.GetJsonAsync("/api/v1/verdict?sla=" + GatedWorld.Agreement))["ok"]!, () => agent.Output);
        await AssertAsync(agent, "Successful", goesOn: true, goesBack: false);
    }

    [Fact]
    public async Task A_pipeline_stops_at_a_breach_and_a_critical_deployment_passes_on_the_record()
    {
        await using var gated = await GatedWorld.CreateAsync();
        var settings = $"  apiTokenFile: {gated.World.Folder.Write("token", "t0ken\n")}";
        await using var agent = await gated.StartAgentAsync(settings);
        await GatedWorld.UntilAsync(agent, "open");
        var (github, gitlab) = (DeployedYaml.Read("github-actions.yaml")[0], DeployedYaml.Read("gitlab-ci.yaml")[0]);
        var steps = github.Get("jobs", "deploy").Items("steps").Select(step => step.Text("run")!).ToList();
        Assert.EndsWith("deploy.sh", steps[2], StringComparison.Ordinal);
        string[] ordinary = [steps[0], .. new[] { "sla-gate", "sla-gate-curl" }.Select(job => gitlab[job].Items("script").Single().ToString())];
        foreach (var script in ordinary)
        {
            await AssertRunsAsync(0, "open", script, gated, agent);
        }

        await gated.BreachAsync(agent);
        await AssertRunsAsync(1, "^closed: sentiment-gold: availability breached since ", ordinary[0], gated, agent);
        await AssertRunsAsync(1, "^closed: sentiment-gold: availability breached since ", ordinary[1], gated, agent);
        await AssertRunsAsync(22, "\"gate\":\"closed\"", ordinary[2], gated, agent);

        await AssertRunsAsync(0, "^closed, but passed: critical, passed by ann: CVE-2026-1 ", steps[1], gated, agent);
        var order = Assert.Single((await agent.GetJsonAsync("/api/v1/gate/overrides")).AsArray())!;
        Assert.Equal(("ann", "CVE-2026-1", true), ((string?)order["by"], (string?)order["reason"], (bool?)order["critical"]));
        await AssertRunsAsync(1, "^closed: ", ordinary[0], gated, agent);

        await gated.RecoverAsync(agent, settings);
        await AssertRunsAsync(0, "^open: no breach of sentiment-gold goes on", ordinary[0], gated, agent);
    }

    [Fact]
    public async Task Keda_reads_a_number_or_none()
    {
        await using var gated = await GatedWorld.CreateAsync();
        await using var agent = await gated.StartAgentAsync();
        await GatedWorld.UntilAsync(agent, "open");
        var trigger = DeployedYaml.Read("keda-scaled-object.yaml")[0].Get("spec").Items("triggers").Single();
        Assert.Equal(("metrics-api", "json"), (trigger.Text("type"), trigger["metadata"].Text("format")));
        using var answer = await _http.GetAsync(new Uri(agent.Address, new Uri(trigger["metadata"].Text("url")!).PathAndQuery));
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        Assert.Equal(JsonValueKind.Number, body[trigger["metadata"].Text("valueLocation")!]!.GetValueKind());
        Assert.Null((await agent.GetJsonAsync("/api/v1/verdict?sla=" + GatedWorld.Agreement))["errorBudgetRemaining"]);
    }

    [Fact]
    public void The_rollout_uses_the_templates_beside_it()
    {
        var templates = DeployedYaml.Read("argo-rollouts", "analysis-template.yaml").Select(template => template["metadata"].Text("name")).ToList();
        var canary = DeployedYaml.Read("argo-rollouts", "rollout.yaml")[0].Get("spec", "strategy", "canary");
        Assert.Equal(templates[1], canary["analysis"].Items("templates").Single().Text("templateName"));
        Assert.Equal(templates[0], canary.Items("steps").First()["analysis"].Items("templates").Single().Text("templateName"));
    }

    public void Dispose() => _http.Dispose();

    private static string Url(AgentProcess agent) => agent.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Runs a line of a pipeline as its runner does, with the agent's own program under its name.</summary>
    private static async Task AssertRunsAsync(int expected, string pattern, string script, GatedWorld gated, AgentProcess agent)
    {
        var (file, arguments) = AgentProcess.Command;
        var environment = new Dictionary<string, string> { ["AGENT"] = Url(agent), ["GITHUB_ACTOR"] = "ann", ["REASON"] = "CVE-2026-1" };
        var line = script.Replace("/run/secrets/slaagent-token", Path.Combine(gated.World.Folder.Path, "token"), StringComparison.Ordinal);
        var (exit, output) = await ChildProcess.RunAsync("bash", ["-c", $"slaagent() {{ '{string.Join("' '", [file, .. arguments])}' \"$@\"; }}\n{line}"], environment);
        Assert.True(exit == expected, $"{line} ended with {exit}:\n{output}");
        Assert.Matches(pattern, output);
    }

    private async Task AssertAsync(AgentProcess agent, string measurement, bool goesOn, bool goesBack)
    {
        foreach (var metric in ArgoMetric.Read(DeployedYaml.Read("argo-rollouts", "analysis-template.yaml")))
        {
            Assert.Equal((metric.Name, measurement), (metric.Name, await metric.MeasureAsync(_http, agent.Address, GatedWorld.Agreement)));
        }

        var webhooks = FlaggerWebhook.Read(DeployedYaml.Read("flagger", "canary.yaml")[0]);
        Assert.Equal(["confirm-rollout", "confirm-traffic-increase", "confirm-promotion", "rollback"], webhooks.Select(webhook => webhook.Type));
        foreach (var webhook in webhooks)
        {
            Assert.Equal((webhook.Name, webhook.Type == "rollback" ? goesBack : goesOn), (webhook.Name, await webhook.CallAsync(_http, agent.Address)));
        }
    }
}
