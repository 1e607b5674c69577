using SlaAgent.DemoServer.Dialects.Vllm;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.OpenAi;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.Nim;

/// <summary>NVIDIA NIM: vLLM's API with health and metrics under /v1, and vLLM's metrics without its prefix.</summary>
internal static class NimDialect
{
    private const string Success = "request_success_total";
    private const string Model = "model_name=\"{model}\"";
    private static readonly MetricsPage Metrics = Page(VllmMetrics.Create("", "/v1/metrics"));
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

    // Its own two counters where vLLM has one with reasons.
    private static MetricsPage Page(MetricsPage vllm) => vllm with
    {
        Families =
        [
            .. vllm.Families.Where(family => family.Name != Success),
            Family.Counter(Success, "Number of successful requests, those with finish reason stop or length.", Model, model => model.Answered),
            Family.Counter("request_failure_total", "Number of failed requests, those with another finish reason.", Model, model => model.Ended(ServedOutcome.Failed) + model.Ended(ServedOutcome.Aborted)),
        ],
    };
}
