using SlaAgent.DemoServer.Dialects.Vllm;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.OpenAi;

namespace SlaAgent.DemoServer.Dialects.Nim;

/// <summary>NVIDIA NIM: vLLM's API with health and metrics under /v1, and vLLM's metrics without its prefix.</summary>
internal static class NimDialect
{
    private static readonly MetricsPage Metrics = VllmMetrics.Create("", "/v1/metrics");
    private static readonly HealthAnswer NotReady = new(503, """{"object":"health.response","message":"Service is not ready."}""");

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(VllmDialect.OpenAi.Errors,
            [
                HealthRoute.Of("/v1/health/live", HealthRole.Live, new(200, """{"object":"health.response","message":"Service is live."}"""), NotReady),
                HealthRoute.Of("/v1/health/ready", HealthRole.AllModels, new(200, """{"object":"health.response","message":"Service is ready."}"""), NotReady),
                .. OpenAiRoutes.Of(parts, VllmDialect.OpenAi),
                Metrics.Route(parts),
            ]),
        ],
        Metrics,
        PrefixCache: true);
}
