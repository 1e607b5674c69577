using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Tests.Probing;

/// <summary>What check accepts, a probe can run: the two sides know the presets by the same record.</summary>
public sealed class CheckedConfigurationTests
{
    private static readonly string[] Probes =
    [
        "health: {}", "health: { ask: live }", "health: { ask: ready }", "health: { ask: modelReady }", "health: { ask: listing }", "health: { path: /h }",
        "inference: { request: { a: 1 } }", "inference: { request: { a: 1 }, path: /x }", "inference: { method: GET, path: /x }",
        "inference: { prompt: Hi }", "inference: { prompt: Hi, stream: true }", "inference: { prompt: Hi, path: /x, cache: allow }",
        "inference: { prompt: Hi, path: /v1/embeddings }", "inference: { prompt: Hi, stream: true, path: /v2/models/m/infer }", "inference: { prompt: Hi, keepAlive: 1m }",
    ];

    private static readonly string[] Overrides =
    [
        "{}", "{ live: { path: /l } }", "{ ready: { connect: true } }", "{ ready: { connect: false } }", "{ live: { status: [204] } }", "{ modelReady: { path: \"/m/{model}\" } }", "{ listing: { path: /l, field: \"$.a[*]\", equals: \"{{model}}\" } }",
        "{ inference: { path: /i } }", "{ inference: { prompt: { q: \"{{prompt}}\", k: \"{{keepAlive}}\" }, content: [\"$['a b'][*].x:y\"] } }", "{ stream: { content: [\"$.a[0]\"] } }",
        "{ inference: { prompt: { q: \"{{prompt}}\" }, content: [\"$.a\"], requires: [\"$.b\"] }, stream: { content: [\"$.a\"], framing: ndjson, done: \"\" } }",
    ];

    public static TheoryData<string> Presets => [.. PresetCatalog.Capabilities.Values.Where(preset => preset.HasHttp).Select(preset => preset.Id).Order(StringComparer.Ordinal)];

    public static TheoryData<string> GrpcPresets => [.. PresetCatalog.Capabilities.Values.Where(preset => preset.HasGrpc).Select(preset => preset.Id).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void What_is_accepted_can_be_run(string preset)
    {
        var (accepted, folder) = (0, Directory.CreateTempSubdirectory("slaagent-presets-").FullName);
        try
        {
            foreach (var (probe, other) in Probes.SelectMany(probe => Overrides.Select(other => (probe, other))))
            {
                accepted += CanRun(Load(Path.Combine(folder, "sla.yaml"), preset, probe, $"preset: {other}")) ? 1 : 0;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.InRange(accepted, Overrides.Length * 2, Overrides.Length * Probes.Length);
    }

    [Theory]
    [MemberData(nameof(GrpcPresets))]
    public void What_is_accepted_over_gRPC_can_be_run(string preset)
    {
        var folder = Directory.CreateTempSubdirectory("slaagent-presets-").FullName;
        string[] probes = [.. Probes, "inference: { request: { inputs: [ { name: x, shape: [1, 2], datatype: FP32, data: [1, 2] } ] } }"];
        var accepted = probes.Count(probe => CanRun(Load(Path.Combine(folder, "sla.yaml"), preset, probe, "host: h", "grpc")));
        Assert.InRange(accepted, 1, 5);
        Assert.Null(Load(Path.Combine(folder, "sla.yaml"), preset, Probes[0], "preset: { ready: { path: /r } }", "grpc"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("vllm", true)]
    [InlineData("sglang", true)]
    [InlineData("llama.cpp", true)]
    [InlineData("nim", true)]
    [InlineData("kserve-openai", true)]
    [InlineData("tgi", true)]
    [InlineData("ollama", true)]
    [InlineData("triton", true)]
    [InlineData("ray-serve", true)]
    [InlineData("clearml", true)]
    [InlineData("kserve-v2", false)]
    [InlineData("tensorflow-serving", false)]
    [InlineData("sagemaker", false)]
    public void Prompts_are_taken_by_the_servers_that_generate_and_streamed_by_all_of_them(string preset, bool taken)
    {
        var folder = Directory.CreateTempSubdirectory("slaagent-presets-").FullName;
        Assert.Equal(taken, Load(Path.Combine(folder, "sla.yaml"), preset, "inference: { prompt: Hi, stream: true }", "host: h") is not null);
        Directory.Delete(folder, recursive: true);
    }

    private static bool CanRun(ModelService? service)
    {
        if (service is null)
        {
            return false;
        }

        var exchange = PresetCatalog.Prepare(service, service.Probes[0]);
        if (!exchange.ConnectsOnly)
        {
            Assert.StartsWith("/", exchange.NextRequest().PathAndQuery, StringComparison.Ordinal);
            Assert.NotNull(exchange.NewReader());
        }

        return true;
    }

    private static ModelService? Load(string file, string preset, string probe, string other, string scheme = "http")
    {
        File.WriteAllText(file, $$"""
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: s }
            spec:
              server: {{preset}}
              url: {{scheme}}://127.0.0.1:8000
              model: m
              {{other}}
              probes: [ { name: p, interval: 5s, {{probe}} } ]
            """);
        var result = ConfigurationLoader.Load([file], new ConfigurationContext(_ => null, PresetCatalog.Capabilities));
        return result.Configuration?.Services.SingleOrDefault();
    }
}
