using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Processes;
using SlaAgent.Probing;
using SlaAgent.Tests.Evaluations;

namespace SlaAgent.EndToEnd;

/// <summary>The agent is killed, or told to end, again and again in the middle of one run of an evaluation.</summary>
public sealed class InterruptedEvaluationTests : IDisposable
{
    private const int Examples = 600;
    private const int AtATime = 4;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Killed_in_the_middle_of_a_run_it_asks_no_example_twice_and_gives_the_score_of_the_whole()
    {
        await using var server = await ExampleServer.StartAsync();
        server.Before = _ => Task.Delay(10);
        var config = Write(server.Url);
        int[] kills = [60, 130, 131, 280, 400];
        foreach (var requests in kills)
        {
            await using var victim = await StartAsync(config);
            await Wait.UntilAsync($"{requests} requests", () => Task.FromResult(server.Requests >= requests), () => victim.Output);
            await victim.KillAsync();
        }

        server.Before = HoldTheLast;
        await using var agent = await StartAsync(config);
        var run = await CountedRunAsync(agent);

        Assert.Equal(Examples, (int)run["examples"]!);
        Assert.Equal(0, (int)run["failed"]!);
        Assert.Equal(Examples, (int)run["scored"]! + (int)run["unknown"]!);
        Assert.InRange((int)run["unknown"]!, 0, kills.Length * AtATime);
        await AssertAskedOnceAsync(server, agent);

        // Of the whole, 540 of 600 are right; what is not known is missing from either side.
        var accuracy = run["scores"]!.AsArray().Single(score => (string?)score!["metric"] == "accuracy")!;
        Assert.InRange((int)accuracy["good"]!, 540 - (int)run["unknown"]!, 540);
        Assert.Equal((int)run["scored"]!, (int)accuracy["of"]!);
    }

    [Fact]
    public async Task Told_to_end_in_the_middle_of_a_run_it_waits_for_the_answers_on_their_way_and_loses_none()
    {
        await using var server = await ExampleServer.StartAsync();
        server.Before = _ => Task.Delay(10);
        var config = Write(server.Url);
        foreach (var requests in new[] { 60, 200, 350 })
        {
            await using var stopped = await StartAsync(config);
            await Wait.UntilAsync($"{requests} requests", () => Task.FromResult(server.Requests >= requests), () => stopped.Output);
            Assert.Equal(0, await stopped.TerminateAsync());
        }

        server.Before = HoldTheLast;
        await using var agent = await StartAsync(config);
        var run = await CountedRunAsync(agent);

        Assert.Equal((Examples, 0, 0), ((int)run["scored"]!, (int)run["failed"]!, (int)run["unknown"]!));
        Assert.Equal(540, (int)run["scores"]!.AsArray().Single(score => (string?)score!["metric"] == "accuracy")!["good"]!);
        Assert.Equal(Examples, server.Asked.Count);
        await AssertAskedOnceAsync(server, agent);
    }

    [Fact]
    public async Task Killed_after_a_run_it_does_not_count_the_run_again_and_compares_the_next_version_with_it()
    {
        await using var server = await ExampleServer.StartAsync();
        var config = Write(server.Url, interval: "10s");
        string scheduledAt;
        await using (var victim = await StartAsync(config))
        {
            scheduledAt = (string)(await CountedRunAsync(victim))["scheduledAt"]!;
            await victim.KillAsync();
        }

        server.Version = _ => "2";
        await using var agent = await StartAsync(config);
        var next = await Wait.ForAsync("a run of the new version", async () => (await RunsAsync(agent)).FirstOrDefault(run => (string?)run["modelVersion"] == "2"), () => agent.Output);

        Assert.Equal(Examples, (int)next["comparison"]!["common"]!);
        Assert.Equal("1", (string?)next["comparison"]!["versionBefore"]);
        Assert.Single(await RunsAsync(agent), run => (string?)run["scheduledAt"] == scheduledAt);
    }

    [Fact]
    public async Task While_a_run_is_under_way_its_progress_is_shown()
    {
        await using var server = await ExampleServer.StartAsync();
        var held = new TaskCompletionSource();
        server.Before = n => n >= 300 ? held.Task : Task.CompletedTask;
        await using var agent = await StartAsync(Write(server.Url));
        await Wait.UntilAsync(
            "half of the run",
            async () => (await agent.GetAsync("/metrics")).Contains($"sla_evaluation_progress_ratio{{probe=\"{Probe}\",service=\"s\"}} 0.5", StringComparison.Ordinal),
            () => agent.Output);
        held.SetResult();
        await CountedRunAsync(agent);
        var metrics = await agent.GetAsync("/metrics");

        Assert.DoesNotContain("sla_evaluation_progress_ratio{", metrics, StringComparison.Ordinal);
        Assert.Contains($"sla_evaluation_examples_total{{outcome=\"scored\",probe=\"{Probe}\",service=\"s\"}} 600", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_by_hand_an_evaluation_shows_what_is_known_until_then()
    {
        await using var server = await ExampleServer.StartAsync();
        server.Before = _ => Task.Delay(10);
        await using var command = AgentProcess.Spawn(["evaluate", Write(server.Url), "--output", "json"]);
        await Wait.UntilAsync("60 requests", () => Task.FromResult(server.Requests >= 60), () => command.Output);
        await command.SignalAsync("INT");
        await command.WaitForExitAsync();

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("\"void\": \"it was stopped after ", command.Output, StringComparison.Ordinal);
        Assert.Contains("\"metric\": \"accuracy\"", command.Output, StringComparison.Ordinal);
        Assert.True(server.Requests < Examples, command.Output);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Until the time of the run that every agent's start brings with it has passed: it is passed over then.</summary>
    private static Task HoldTheLast(int example) => Task.Delay(example == Examples - 1 ? TimeSpan.FromSeconds(8) : TimeSpan.FromMilliseconds(10));

    /// <summary>A name whose runs begin soon after the agent.</summary>
    private static string Probe { get; } = Enumerable.Range(0, 100_000).Select(n => $"golden-{n}")
        .First(name => ProbeSchedule.Offset("s", name, TimeSpan.FromDays(1)) is var at && at > TimeSpan.FromSeconds(1) && at < TimeSpan.FromSeconds(4));

    private string Write(Uri server, string interval = "1d")
    {
        _folder.Write("golden.csv", string.Join('\n', Enumerable.Range(0, Examples).Select(n => FormattableString.Invariant($"{n},{n % 3}")).Prepend("n,label")) + "\n");
        return _folder.Write("sla.yaml", $$"""
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: s }
            spec:
              server: kserve-v2
              url: {{server.GetLeftPart(UriPartial.Authority)}}
              model: m
              probes:
                - name: {{Probe}}
                  interval: {{interval}}
                  timeout: {{(interval == "1d" ? "30s" : "5s")}}
                  evaluation:
                    dataset: golden.csv
                    request: { inputs: [ { name: x, shape: [1], datatype: INT64, data: ["#n#"] } ] }
                    prediction: "$.outputs[0].data[0]"
                    label: label
                    task: classification
                    concurrency: {{AtATime}}
            """.Replace("#n#", "{{n}}", StringComparison.Ordinal));
    }

    private Task<AgentProcess> StartAsync(string config) => AgentProcess.StartAsync(config, Path.Combine(_folder.Path, "state"));

    private static async Task<IReadOnlyList<JsonNode>> RunsAsync(AgentProcess agent) =>
        [.. (await agent.GetJsonAsync("/api/v1/services/s/evaluations?limit=50")).AsArray().Select(run => run!).Where(run => run["void"] is null)];

    private static Task<JsonNode> CountedRunAsync(AgentProcess agent) =>
        Wait.ForAsync("a run that counts", async () => await RunsAsync(agent) is [var run, ..] ? run : null, () => agent.Output);

    /// <summary>Nobody was asked twice, also not after the journal was let go and the agent killed once more.</summary>
    private async Task AssertAskedOnceAsync(ExampleServer server, AgentProcess agent)
    {
        var state = Path.Combine(_folder.Path, "state", "evaluations");
        await Wait.UntilAsync("the journal let go", () => Task.FromResult(Directory.GetFiles(state, "*.journal").Length == 0), () => agent.Output);
        Assert.All(server.Asked, pair => Assert.True(pair.Value == 1, $"example {pair.Key} was asked about {pair.Value} times\n{agent.Output}"));
    }
}
