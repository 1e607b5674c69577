using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests;

/// <summary>A folder of its own for one test, and the context that its configuration is read in.</summary>
internal sealed class TestFolder : IDisposable
{
    public static readonly IReadOnlyDictionary<string, PresetCapabilities> Presets = new[]
    {
        new PresetCapabilities("http", NeedsModel: false, HasHealth: false, HasInference: false, Prompts: false),
        new PresetCapabilities("kserve-v2", NeedsModel: true, HasHealth: true, HasInference: true, Prompts: false)
        {
            ApiRoot = "/v2",
            HasGrpc = true,
            GrpcRequestProblem = (body, raw) => raw || !body.Contains("FP16", StringComparison.Ordinal) ? null : "FP16 has no typed contents",
            Traffic = new() { Path = "/metrics", CountsRequests = true, Latencies = [new(LatencyMeasure.Total, [])] },
        },
        new PresetCapabilities("grpc-health", NeedsModel: false, HasHealth: false, HasInference: false, Prompts: false) { HasGrpc = true, HasHttp = false },
        new PresetCapabilities("openai", NeedsModel: true, HasHealth: true, HasInference: true, Prompts: true) { ApiRoot = "/v1", HasPromptPath = true, Streams = true, Signals = [HealthSignal.Live, HealthSignal.Ready] },
        new PresetCapabilities("vllm", NeedsModel: true, HasHealth: true, HasInference: true, Prompts: true)
        {
            ApiRoot = "/v1", HasPromptPath = true, Streams = true, Signals = [HealthSignal.Live, HealthSignal.Ready],
            Traffic = new()
            {
                Path = "/metrics", CountsRequests = true, CountsFailures = true, CountsOutputTokens = true, TellsWaiting = true,
                Latencies = [new(LatencyMeasure.Total, [0.3, 0.5, 0.8, 1, 60]), new(LatencyMeasure.TimeToFirstToken, [0.001, 0.08])],
            },
        },
        new PresetCapabilities("ollama", NeedsModel: true, HasHealth: true, HasInference: true, Prompts: true)
        {
            ApiRoot = "/api", HasPromptPath = true, Streams = true, KeepsAlive = true, Signals = [HealthSignal.Live, HealthSignal.Ready, HealthSignal.ModelReady],
        },
        new PresetCapabilities("vertex", NeedsModel: false, HasHealth: false, HasInference: false, Prompts: false)
        {
            Signals = [HealthSignal.Live, HealthSignal.Ready], Variables = new("AIP_HTTP_PORT", "AIP_HEALTH_ROUTE", "AIP_PREDICT_ROUTE"),
        },
    }.ToDictionary(p => p.Id);

    public string Path { get; } = Directory.CreateTempSubdirectory("slaagent-configuration-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public AgentPosition Position { get; init; }

    public ConfigurationContext Context => new(name => Environment.GetValueOrDefault(name), Presets, Position);

    public static string Shipped(string relative) => System.IO.Path.Combine(AppContext.BaseDirectory, relative);

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public ConfigurationResult Load(string yaml) => ConfigurationLoader.Load([Write("sla.yaml", yaml)], Context);

    public IReadOnlyList<string> Errors(string yaml) => [.. Load(yaml).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(Short)];

    public IReadOnlyList<string> Warnings(string yaml) => [.. Load(yaml).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Warning).Select(Short)];

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Short(Diagnostic d) => $"{d.Line}:{d.Column}: {d.Path}: {d.Message}";
}
