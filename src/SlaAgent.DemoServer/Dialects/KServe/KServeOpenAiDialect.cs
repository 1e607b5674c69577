using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenAi;

namespace SlaAgent.DemoServer.Dialects.KServe;

/// <summary>KServe's Hugging Face runtime: OpenAI's API under /openai/v1, health as in V2.</summary>
internal static class KServeOpenAiDialect
{
    private static readonly OpenAiFlavour OpenAi = new() { Errors = OpenAiErrors.KServe, Prefix = "/openai/v1", OwnedBy = "kserve" };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(KServeErrors.Form,
            [
                KServeErrors.Root,
                HealthRoute.Of("/v2/health/live", HealthRole.Live, KServeV2Dialect.Flavour.Live, KServeV2Dialect.Flavour.NotLive),
                HealthRoute.Of("/v2/health/ready", HealthRole.Live, KServeV2Dialect.Flavour.Ready, KServeV2Dialect.Flavour.NotReady),
                HealthRoute.Of("/v2/models/{model}/ready", HealthRole.Model, KServeV2Dialect.Flavour.ModelReady, KServeErrors.ModelNotReady, [TextDesk.ModelName]),
                KServeMetrics.Text.Route(parts),
            ]),
            new RouteGroup(OpenAi.Errors, OpenAiRoutes.Of(parts, OpenAi)),
        ],
        KServeMetrics.Text);
}
