using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.OpenInference;

namespace SlaAgent.DemoServer.Dialects.KServe;

/// <summary>KServe's Python server, Open Inference Protocol: ready is true whatever the models do, and there are no versions.</summary>
internal static class KServeV2Dialect
{
    /// <summary>The protocol as KServe has it.</summary>
    public static OpenInferenceFlavour Flavour { get; } = new()
    {
        Errors = KServeErrors.Form,
        ServerName = "kserve",
        ServerVersion = "0.15.2",
        Extensions = ["model_repository_extension"],
        Platform = "sklearn",
        Live = new(200, """{"live":true}"""),
        NotLive = new(503, """{"error":"Server is not live"}"""),
        Ready = new(200, """{"ready":true}"""),
        NotReady = new(503, """{"error":"Server is not ready"}"""),
        ReadyKnows = HealthRole.Live,
        ModelReady = new(200, """{"name":"{model}","ready":true}"""),
        ModelNotReady = KServeErrors.ModelNotReady,
        HasVersions = false,
    };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(KServeErrors.Form,
            [
                KServeErrors.Root,
                new("GET", "/v2/models", call => call.SendTextAsync(200, $$"""{"models":["{{IrisModel.Name}}"]}""", "application/json")),
                .. OpenInferenceRoutes.Of(parts, Flavour),
                KServeMetrics.Classifier.Route(parts),
            ]),
        ],
        KServeMetrics.Classifier);
}
