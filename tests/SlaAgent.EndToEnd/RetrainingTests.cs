using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Processes;
using SlaAgent.Tests.Evaluations;

namespace SlaAgent.EndToEnd;

/// <summary>A model is trained again: nothing is asked of it for its accuracy, and all else goes on.</summary>
public sealed class RetrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task While_its_accuracy_is_paused_a_model_is_not_evaluated_and_what_it_would_have_scored_is_no_breach()
    {
        await using var server = await ExampleServer.StartAsync();
        await using var agent = await AgentProcess.StartAsync(Write(server.Url), Path.Combine(_folder.Path, "state"));
        await Wait.UntilAsync("a run that counts", async () => (await RunsAsync(agent)).Any(run => run["void"] is null), () => agent.Output);
        var address = agent.Address.GetLeftPart(UriPartial.Authority);
        var (exit, output) = await AgentProcess.RunAsync("pause", "--sla", "quality", "--for", "1h", "--reason", "retraining v4", "--by", "ann", "-o", "json", "--url", address);
        Assert.True(exit == 0, output);
        Assert.Equal("accuracy", (string?)JsonNode.Parse(output)!["objectives"]!.AsArray().Single());

        server.Prediction = _ => 7;
        await UntilHeldBackAsync(agent);
        var asked = server.Requests;
        await UntilHeldBackAsync(agent);
        Assert.Equal(asked, server.Requests);
        var excluded = (await RunsAsync(agent))[0];
        Assert.StartsWith("excluded: retraining v4 until ", (string?)excluded["void"], StringComparison.Ordinal);
        Assert.Equal("for quality/accuracy", (string?)excluded["excluded"]);
        Assert.Equal("excluded", (string?)(await agent.ObjectiveAsync("quality", "accuracy"))["status"]);
        Assert.DoesNotContain(await agent.IncidentsAsync(), incident => (string?)incident["objective"] == "accuracy");

        (exit, output) = await AgentProcess.RunAsync("resume", (string)JsonNode.Parse(output)!["id"]!, "--by", "ann", "--url", address);
        Assert.True(exit == 0, output);
        await Wait.UntilAsync("asked again", () => Task.FromResult(server.Requests > asked), () => agent.Output);
        await Wait.UntilAsync("the breach, now that it counts", async () => (string?)(await agent.ObjectiveAsync("quality", "accuracy"))["status"] == "breached", () => agent.Output);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task UntilHeldBackAsync(AgentProcess agent)
    {
        var before = await HeldBackAsync(agent);
        await Wait.UntilAsync("two more starts held back", async () => await HeldBackAsync(agent) >= before + 2, () => agent.Output);
    }

    private static async Task<int> HeldBackAsync(AgentProcess agent) =>
        (await RunsAsync(agent)).Count(run => ((string?)run["void"])?.StartsWith("excluded: ", StringComparison.Ordinal) == true);

    private static async Task<IReadOnlyList<JsonNode>> RunsAsync(AgentProcess agent) =>
        [.. (await agent.GetJsonAsync("/api/v1/services/s/evaluations?limit=50")).AsArray().Select(run => run!)];

    private string Write(Uri server)
    {
        _folder.Write("golden.csv", string.Join('\n', Enumerable.Range(0, 100).Select(n => FormattableString.Invariant($"{n},{n % 3}")).Prepend("n,label")) + "\n");
        return _folder.Write("sla.yaml", $$"""
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: s }
            spec:
              server: kserve-v2
              url: {{server.GetLeftPart(UriPartial.Authority)}}
              model: m
              probes:
                - name: golden
                  interval: 2s
                  timeout: 2s
                  evaluation:
                    dataset: golden.csv
                    request: { inputs: [ { name: x, shape: [1], datatype: INT64, data: ["#n#"] } ] }
                    prediction: "$.outputs[0].data[0]"
                    label: label
                    task: classification
            ---
            apiVersion: slaagent.io/v1
            kind: ServiceLevelAgreement
            metadata: { name: quality }
            spec:
              service: s
              window: { rolling: 1h }
              objectives:
                - { name: accuracy, accuracy: { probe: golden, metric: accuracy, atLeast: 0.8 } }
            ---
            apiVersion: slaagent.io/v1
            kind: Agent
            metadata: { name: agent }
            spec: { evaluation: { interval: 200ms } }
            """.Replace("#n#", "{{n}}", StringComparison.Ordinal));
    }
}
