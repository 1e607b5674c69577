using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.OpenInference;

namespace SlaAgent.DemoServer.Dialects.MlServer;

/// <summary>MLServer: health without bodies, 400 for what is not ready, 404 for what is unknown. A model of Seldon Core 2 is one behind its agent and its front.</summary>
internal static class MlServerDialect
{
    private static readonly HealthAnswer Yes = new(200);
    private static readonly HealthAnswer No = new(400);

    private static readonly OpenInferenceFlavour Flavour = new()
    {
        Errors = ErrorForm.Plain(new Dictionary<Problem, ErrorCase>
        {
            [Problem.UnknownModel] = new(404, "Model {0} not found"),
            [Problem.ModelNotReady] = new(400, "Model '{0}' is not ready yet."),
            [Problem.Loading] = new(400, "Model '{0}' is not ready yet."),
        }),
        ServerName = "mlserver",
        ServerVersion = "1.7.1",
        Platform = "",
        Live = Yes,
        NotLive = No,
        Ready = Yes,
        NotReady = No,
        ReadyKnows = HealthRole.AllModels,
        ModelReady = Yes,
        ModelNotReady = new(400, """{"error":"Model '{model}' is not ready yet."}"""),
    };

    public static DialectDefinition Definition { get; } = With(Flavour, MlServerMetrics.Page);

    public static DialectDefinition Seldon { get; } =
        With(Flavour with { LoadedSuffix = SeldonFront.LoadedSuffix }, MlServerMetrics.Seldon) with { Front = SeldonFront.Admits };

    private static DialectDefinition With(OpenInferenceFlavour flavour, MetricsPage metrics) => new(
        parts => [new RouteGroup(flavour.Errors, [.. OpenInferenceRoutes.Of(parts, flavour), new("POST", "/v2/repository/index", IndexAsync), metrics.Route(parts)])],
        metrics);

    private static Task IndexAsync(RequestCall call) => call.SendTextAsync(
        200,
        $$"""[{"name":"{{IrisModel.Name}}","version":"1","state":"{{(call.Faults is { ModelNotReady: false, Loading: false } ? "READY" : "UNAVAILABLE")}}","reason":""}]""",
        "application/json");
}
