using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Otlp;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Truths that come later, scored by the real agent, and where the scores go.</summary>
public sealed class FeedbackTests
{
    private const string Canary = "canary-prediction";

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill_and_results_that_waited_reach_their_file_once_and_in_order()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("sla.yaml", Yaml("binary, positive: \"1\"", "results: [ { name: lines, jsonl: { path: out/results.jsonl } } ]"));
        var state = folder.Folder("state");
        await using (var agent = await AgentProcess.StartAsync(config, state))
        {
            await agent.UntilReadyAsync();
            Assert.Equal(HttpStatusCode.OK, await PostAsync(agent, Items(0, 400)));
            await agent.UntilMetricAsync("sla_agent_results_waiting", waiting => waiting >= 2, "sink=\"lines\"");
            Assert.Equal(HttpStatusCode.OK, await PostAsync(agent, Items(400, 500)));
            await agent.KillAsync();
        }

        folder.Folder("out");
        await using var again = await AgentProcess.StartAsync(config, state);
        await again.UntilReadyAsync();
        var facts = await again.GetJsonAsync("/api/v1/feedback?service=tumours");
        Assert.Equal((500, 250), ((int)facts["predictions"]!, (int)facts["labelled"]!));
        var lines = await Wait.ForAsync("a look at all of it", () => Task.FromResult(LinesOf(folder) is { Count: > 3 } read && (int)read[^1]["examples"]! == 500 ? read : null), () => again.Output);

        Assert.Equal(Enumerable.Range(0, lines.Count), lines.Select(line => (int)line["_step"]!));
        Assert.Equal(lines.Count, lines.Select(line => (string)line["run"]!).Distinct().Count());
        Assert.Equal(lines.Select(line => (double)line["_timestamp"]!).Order(), lines.Select(line => (double)line["_timestamp"]!));
        Assert.Equal((250, 250, 0.8), ((int)lines[^1]["scored"]!, (int)lines[^1]["unknown"]!, (double)lines[^1]["recall"]!));
        Assert.Equal("(feedback)", (string)lines[^1]["probe"]!);
        Assert.Equal(0, await again.TerminateAsync());
    }

    [Fact]
    public async Task Each_look_is_a_log_record_and_each_score_of_texts_is_one_of_the_conventions_and_nothing_that_was_sent_is_in_them()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var folder = new TemporaryFolder();
        var config = folder.Write("sla.yaml", Yaml("generation", $"otlp: {{ endpoint: \"{receiver.Http.GetLeftPart(UriPartial.Authority)}\" }}\n  logging: {{ level: trace }}"));
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BLRP_SCHEDULE_DELAY"] = "200" };
        await using var agent = await AgentProcess.StartAsync(config, folder.Folder("state"), environment);
        await agent.UntilReadyAsync();
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        await PostAsync(agent, $$"""{"id":"{{Canary}}-id","prediction":"{{Canary}}","label":"{{Canary}}","time":"{{now}}"}""");

        var run = await receiver.ForAsync("the record of a look", r => r.Logs.FirstOrDefault(l => l.EventName == "sla.evaluation.result" && l.Attributes.ContainsKey("sla.evaluation.exact_match")), () => agent.Output);
        var score = await receiver.ForAsync("the record of a score", r => r.Logs.FirstOrDefault(l => l.EventName == "gen_ai.evaluation.result" && (string)l.Attributes["gen_ai.evaluation.name"] == "exact_match" && l.Attributes.ContainsKey("gen_ai.evaluation.score.value")), () => agent.Output);

        Assert.Equal(("Information", "tumours", "(feedback)"), (run.Severity, run.Attributes["sla.service"], run.Attributes["sla.probe"]));
        Assert.Equal(1.0, run.Attributes["sla.evaluation.exact_match"]);
        Assert.Equal((1.0, "tumours"), (score.Attributes["gen_ai.evaluation.score.value"], score.Attributes["sla.service"]));
        Assert.Contains("1 of 1 examples", (string)score.Attributes["gen_ai.evaluation.explanation"], StringComparison.Ordinal);
        Assert.Contains("evaluation tumours/(feedback)/", agent.Output, StringComparison.Ordinal);
        Assert.Equal(0, await agent.TerminateAsync());
        Assert.DoesNotContain(Canary, agent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Bodies, body => Encoding.UTF8.GetString(body).Contains(Canary, StringComparison.Ordinal));
    }

    private static string Items(int from, int to)
    {
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return string.Join('\n', Enumerable.Range(from, to - from).SelectMany(id =>
        {
            var prediction = $$"""{"id":{{id}},"prediction":{{(id % 5 == 0 ? 0 : 1)}},"time":"{{now}}"}""";
            return id % 2 == 0 ? [prediction, $$"""{"id":{{id}},"label":1}"""] : new[] { prediction };
        }));
    }

    private static async Task<HttpStatusCode> PostAsync(AgentProcess agent, string lines)
    {
        using var http = new HttpClient();
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var answer = await http.PostAsync(new Uri(agent.Address, "/api/v1/feedback?service=tumours"), content);
        return answer.StatusCode;
    }

    private static List<JsonNode> LinesOf(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "out", "results.jsonl");
        return File.Exists(path) ? [.. File.ReadAllText(path).Split('\n').SkipLast(1).Select(line => JsonNode.Parse(line)!)] : [];
    }

    private static string Yaml(string task, string agent) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: tumours }
        spec:
          server: http
          url: http://127.0.0.1:9
          feedback: { task: {{task}}, window: 1h, interval: 1s }
          probes:
            - { name: ready, interval: 1h, timeout: 1s, health: { path: /h } }
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          evaluation: { interval: 100ms }
          {{agent}}
        """;
}
