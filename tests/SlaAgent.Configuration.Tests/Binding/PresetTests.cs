using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

/// <summary>What a user may say of a server otherwise than its preset, and what makes no sense.</summary>
public sealed class PresetTests
{
    private const string Chat = "{ name: p, interval: 5s, inference: { prompt: Hi, stream: true } }";
    private const string Ready = "{ name: p, interval: 5s, health: {} }";
    private const string Score = "{ name: p, interval: 5s, inference: { request: { a: 1 } } }";

    [Fact]
    public void Everything_of_a_preset_can_be_said_otherwise()
    {
        using var folder = new TestFolder();
        var result = folder.Load(With(
            "vllm",
            """
              live: { connect: true }
              ready: { path: "/r/{model}[/{version}]", status: [200, 203], notReady: [], flags: [up], field: "$.s[*].x", equals: "{{model}}", contains: yes }
              modelReady: { path: /m }
              listing: { path: /l }
              inference:
                path: /i
                streamPath: /s
                method: PUT
                contentType: application/x
                prompt: { q: "{{prompt}}", n: "{{maxTokens}}", k: ["{{stream}}", 1.50] }
                streamed: { live: true }
                uncached: { fresh: 1 }
                content: ["$.a"]
                reasoning: ["$.b"]
                error: ["$.c"]
                promptTokens: ["$.d"]
                outputTokens: ["$.e", "$['f g'][*]"]
                requires: ["$.g[0]"]
                failedHeader: x-f
              stream: { framing: ndjson, content: ["$.h"], end: ["$.i"], done: "", error: [] }
            """,
            Ready,
            Chat.Replace("name: p", "name: q", StringComparison.Ordinal)));
        Assert.Empty(result.Diagnostics);
        var probes = result.Configuration!.Services[0].Probes;
        Assert.Equal(
            new PresetOverrides
            {
                Live = new() { Connect = true },
                Ready = new()
                {
                    Path = "/r/{model}[/{version}]", Statuses = [200, 203], NotReady = [], Flags = ["up"], Field = "$.s[*].x", EqualTo = "{{model}}", Contains = "yes",
                },
                ModelReady = new() { Path = "/m" },
                Listing = new() { Path = "/l" },
            },
            probes[0].Request.Overrides);
        Assert.Equal(
            new PresetOverrides
            {
                Inference = new()
                {
                    Path = "/i", StreamPath = "/s", Method = "PUT", ContentType = "application/x",
                    Prompt = """{"q":"{{prompt}}","n":"{{maxTokens}}","k":["{{stream}}",1.50]}""", Streamed = """{"live":true}""", Uncached = """{"fresh":1}""",
                    Content = ["$.a"], Reasoning = ["$.b"], Error = ["$.c"], PromptTokens = ["$.d"], OutputTokens = ["$.e", "$['f g'][*]"], Requires = ["$.g[0]"], FailedHeader = "x-f",
                },
                Stream = new() { Framing = StreamFraming.JsonLines, Content = ["$.h"], End = ["$.i"], Done = "", Error = [] },
            },
            probes[1].Request.Overrides);
    }

    [Fact]
    public void A_probe_knows_only_what_concerns_it()
    {
        using var folder = new TestFolder();
        var probes = folder.Load(With("vllm", "  stream: { done: \"\" }", Ready, "{ name: q, interval: 5s, health: { path: /h } }", "{ name: r, interval: 5s, health: { ask: live } }"))
            .Configuration!.Services[0].Probes;
        Assert.All(probes, probe => Assert.Null(probe.Request.Overrides));
        Assert.Equal([HealthSignal.Default, HealthSignal.Default, HealthSignal.Live], probes.Select(probe => ((ProbeRequest.Health)probe.Request).Signal));
    }

    [Theory]
    [InlineData("vllm", "  reedy: { path: /r }", Ready, "spec.preset.reedy: unknown key; did you mean 'ready'?")]
    [InlineData("vllm", "  ready: { pth: /r }", Ready, "spec.preset.ready.pth: unknown key; did you mean 'path'?")]
    [InlineData("vllm", "  ready: { path: \"/r/{modle}\" }", Ready, "spec.preset.ready.path: '/r/{modle}': not a path; it begins with /, has no white space, and names only {model} and {version}")]
    [InlineData("vllm", "  ready: { path: /r, connect: true }", Ready, "spec.preset.ready.connect: cannot stand beside path")]
    [InlineData("vllm", "  ready: { path: /r, field: \"$.a\" }", Ready, "spec.preset.ready.field: needs equals beside it")]
    [InlineData("vllm", "  ready: { field: \"$.a[-1]\", equals: x }", Ready, "spec.preset.ready.field: '$.a[-1]': not a JSON path; use $, .name, ['name'], [index] and [*]")]
    [InlineData("vllm", "  listing: { status: [200] }", Ready, "spec.preset.listing.path: missing; the preset vllm has no such question of its own")]
    [InlineData("vllm", "  ready: { connect: false }", Ready, "spec.preset.ready.connect: write true, or leave it out and give the path that is asked instead")]
    [InlineData("vllm", "  stream: { framing: lines }", Chat, "spec.preset.stream.framing: 'lines' is none of the values there are; one of: sse, ndjson")]
    [InlineData("vllm", "  inference: { prompt: { q: \"{{promt}}\", r: \"{{prompt}}\" } }", Chat, "spec.preset.inference.prompt.q: '{{promt}}' stands for nothing; did you mean 'prompt'?")]
    [InlineData("vllm", "  inference: { prompt: { q: [ 1, \"{{model}}\" ] } }", Chat, "spec.preset.inference.prompt: has no {{prompt}} in it")]
    [InlineData("kserve-v2", "  inference: { prompt: { q: \"{{prompt}}\" } }", Score, "spec.preset.inference.content: missing; the preset kserve-v2 does not know where an answer holds the text")]
    [InlineData("kserve-v2", "  inference: { prompt: { q: \"{{prompt}}\" }, content: [\"$.a\"] }", Chat, "spec.probes[0].inference.stream: the preset kserve-v2 streams no prompts; say under spec.preset.stream how its stream is read")]
    [InlineData("kserve-v2", "  inference: { method: PUT }", Chat, "spec.probes[0].inference.prompt: the preset kserve-v2 takes no prompts")]
    [InlineData("http", "  inference: { prompt: { q: \"{{prompt}}\" }, content: [\"$.a\"] }", "{ name: p, interval: 5s, inference: { prompt: Hi } }", "spec.probes[0].inference.path: missing; the preset http has no inference path of its own")]
    [InlineData("vllm", "  live: { path: /x }", "{ name: p, interval: 5s, health: { ask: modelReady } }", "spec.probes[0].health.ask: the preset vllm has no such question; it has live, ready, or describe it under spec.preset")]
    [InlineData("http", "  stream: { framing: sse }", "{ name: p, interval: 5s, health: { ask: ready } }", "spec.probes[0].health.ask: the preset http has no such question; write a path, or describe it under spec.preset")]
    [InlineData("vllm", "  live: { path: /x }", "{ name: p, interval: 5s, health: { ask: live, path: /x } }", "spec.probes[0].health.ask: cannot stand beside path")]
    [InlineData("vllm", "  live: { path: /x }", "{ name: p, interval: 5s, inference: { prompt: Hi, keepAlive: 1m } }", "spec.probes[0].inference.keepAlive: the preset vllm has no place for it; leave it out")]
    [InlineData("vllm", "  live: { path: /x }", "{ name: p, interval: 5s, inference: { request: { a: 1 }, cache: allow } }", "spec.probes[0].inference.cache: needs prompt beside it")]
    [InlineData("vllm", "  live: { path: /x }", "{ name: p, interval: 5s, inference: { prompt: Hi, cache: avoidd } }", "spec.probes[0].inference.cache: 'avoidd' is none of the values there are; did you mean 'avoid'?")]
    public void What_makes_no_sense_is_said_with_its_place_and_the_nearest_right_name(string server, string preset, string probe, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(": " + error, Assert.Single(folder.Errors(With(server, preset, probe))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_for_the_model_needs_its_name()
    {
        using var folder = new TestFolder();
        var errors = folder.Errors(With("http", "  ready: { path: \"/r/{model}\" }", Ready).Replace("  model: llama\n", "", StringComparison.Ordinal));
        Assert.EndsWith("spec.preset.ready.path: has {model} in it, and spec.model is missing", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_generic_server_that_is_described_whole_takes_prompts_and_health_questions()
    {
        using var folder = new TestFolder();
        const string Preset = """
              ready: { path: /r }
              inference: { path: /i, prompt: { q: "{{prompt}}", k: "{{keepAlive}}" }, content: ["$.a"] }
              stream: { content: ["$.a"], framing: ndjson }
            """;
        Assert.Empty(folder.Load(With("http", Preset, Ready, "{ name: q, interval: 5s, inference: { prompt: Hi, stream: true, keepAlive: 1m, cache: allow } }")).Diagnostics);
    }

    [Fact]
    public void Caches_and_the_time_a_model_is_kept_are_read()
    {
        using var folder = new TestFolder();
        var yaml = Sample.WithProbe("{ name: p, interval: 5s, inference: { prompt: Hi, cache: allow, keepAlive: 0s } }", "ollama")
            + "    - { name: q, interval: 5s, inference: { prompt: Hi, cache: avoid } }\n";
        var probes = folder.Load(yaml).Configuration!.Services[0].Probes.Select(probe => (ProbeRequest.Inference)probe.Request).ToList();
        Assert.Equal([(true, TimeSpan.Zero), (false, null)], probes.Select(probe => (probe.CacheAllowed, probe.KeepAlive)));
    }

    private static string With(string server, string preset, params string[] probes) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: {{server}}
          url: http://127.0.0.1:8000
          model: llama
          preset:
        {{string.Join('\n', preset.TrimEnd().Split('\n').Select(line => "  " + line))}}
          probes:
        {{string.Concat(probes.Select(probe => $"    - {probe}\n"))}}
        """;
}
