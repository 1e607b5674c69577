using System.Globalization;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A model server, a receiver of OTLP, and an agent that probes the one and exports to the other.</summary>
internal sealed class OtlpBench : IAsyncDisposable
{
    public const string Bearer = "canary-otlp-bearer-41c7";
    public const string Promised = "99.5%";
    public const string Header = "canary-otlp-header-9e02";

    private readonly TemporaryFolder _folder;
    private readonly string _yaml;

    private OtlpBench(TracedModelServer server, OtlpReceiver receiver, AgentProcess agent, TemporaryFolder folder, string yaml)
    {
        _yaml = yaml;
        Server = server;
        Receiver = receiver;
        Agent = agent;
        _folder = folder;
    }

    public TracedModelServer Server { get; }

    public OtlpReceiver Receiver { get; }

    public AgentProcess Agent { get; }

    /// <summary>Starts all three.</summary>
    /// <param name="variables">Whether the OTEL_* variables name the endpoint, not the document.</param>
    /// <param name="http">Whether OTLP goes over HTTP, not over gRPC.</param>
    /// <param name="level">Lowest level that the console shows.</param>
    /// <param name="interval">Milliseconds between two exports.</param>
    /// <param name="answer">How the receiver answers.</param>
    /// <param name="endpoint">Another endpoint than the receiver's.</param>
    public static async Task<OtlpBench> StartAsync(
        bool variables = false,
        bool http = false,
        string level = "info",
        string interval = "200",
        OtlpAnswer answer = OtlpAnswer.Accept,
        Uri? endpoint = null)
    {
        var server = await TracedModelServer.StartAsync();
        var receiver = await OtlpReceiver.StartAsync();
        receiver.Answer = answer;
        var folder = new TemporaryFolder();
        folder.Write("token", Bearer);
        var target = (endpoint ?? (http ? receiver.Http : receiver.Grpc)).GetLeftPart(UriPartial.Authority);
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = http ? "http/protobuf" : "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-tenant=" + Header,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = interval,
            ["OTEL_BSP_SCHEDULE_DELAY"] = interval,
            ["OTEL_BLRP_SCHEDULE_DELAY"] = interval,
        };
        if (variables)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = target;
        }

        var yaml = Yaml(server.Address, level, variables ? null : target);
        var config = folder.Write("sla.yaml", yaml);
        var agent = await AgentProcess.StartQuietAsync(config, folder.Folder("state"), environment);
        await agent.UntilMetricAsync("sla_probe_results_total", v => v > 0, "outcome=\"success\"");
        return new OtlpBench(server, receiver, agent, folder, yaml);
    }

    /// <summary>Promises another availability than <see cref="Promised"/>: a lower one ends a breach that would last the whole window.</summary>
    public async Task PromiseAsync(string target)
    {
        _folder.Write("sla.yaml", _yaml.Replace(Promised, target, StringComparison.Ordinal));
        using var answer = await Agent.SendAsync(HttpMethod.Post, "/-/reload");
        Assert.True(answer.IsSuccessStatusCode, Agent.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await Receiver.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static string Yaml(Uri server, string level, string? endpoint) => string.Create(CultureInfo.InvariantCulture, $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: http
          url: {{server.GetLeftPart(UriPartial.Authority)}}
          auth: { bearerTokenFile: token }
          probes:
            - { name: predict, interval: 100ms, timeout: 90ms, inference: { path: /predict, method: GET } }
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-sla }
        spec:
          service: chat
          window: { rolling: 5m }
          objectives:
            - { name: availability, availability: { probe: predict }, target: {{Promised}}, minimumSamples: 2 }
            - { name: latency-p50, latency: { probe: predict, percentile: 50, threshold: 200ms }, minimumSamples: 2 }
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          logging: { level: {{level}} }
          evaluation: { interval: 100ms }
          {{(endpoint is null ? "" : $"otlp: {{ endpoint: {endpoint} }}")}}
        """);
}
