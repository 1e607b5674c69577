using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Dialects.Vllm;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.OpenAi;
using SlaAgent.DemoServer.OpenInference;

namespace SlaAgent.DemoServer.Dialects.Demo;

/// <summary>Both protocols as their documents have them, on one port: what the demo needs.</summary>
internal static class DemoDialect
{
    private static readonly OpenAiFlavour OpenAi = new() { Errors = OpenAiErrors.Form, OwnedBy = "slaagent", NullUsage = true };

    private static readonly OpenInferenceFlavour OpenInference = new()
    {
        Errors = ErrorForm.Plain(),
        ServerName = "slaagent-demo",
        ServerVersion = typeof(DemoDialect).Assembly.GetName().Version!.ToString(3),
        Platform = "slaagent-demo",
        Models = [IrisModel.Name, BreastCancerModel.Name],
        Live = new(200, """{"live":true}"""),
        NotLive = new(503, """{"live":false}"""),
        Ready = new(200, """{"ready":true}"""),
        NotReady = new(503, """{"ready":false}"""),
        ModelReady = new(200, """{"name":"{model}","ready":true}"""),
        ModelNotReady = new(503, """{"name":"{model}","ready":false}"""),
    };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(OpenInference.Errors, OpenInferenceRoutes.Of(parts, OpenInference)),
            new RouteGroup(OpenAi.Errors,
            [
                HealthRoute.Of("/health", HealthRole.AllModels, new(200, """{"status":"ok"}"""), new(503, """{"status":"unavailable"}""")),
                .. OpenAiRoutes.Of(parts, OpenAi),
                new("GET", "/demo/" + DemoModelServer.HeldOutName, call => call.SendTextAsync(200, BreastCancerModel.HeldOut(), "text/csv")),
                Metrics.Route(parts),
            ]),
        ],
        Metrics);

    private static MetricsPage Metrics => VllmMetrics.Page;
}
