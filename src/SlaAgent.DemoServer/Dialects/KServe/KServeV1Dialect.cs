using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.KServe;

/// <summary>KServe's Python server, protocol V1.</summary>
internal static class KServeV1Dialect
{
    public static DialectDefinition Definition { get; } = new(
        parts => [new RouteGroup(KServeErrors.Form, [KServeErrors.Root, .. Routes(parts), KServeMetrics.Classifier.Route(parts)])],
        KServeMetrics.Classifier);

    private static ImmutableArray<Route> Routes(ServerParts parts)
    {
        var desk = new PredictionDesk(parts);
        return
        [
            new("GET", "/v1/models", call => call.SendTextAsync(200, $$"""{"models":["{{IrisModel.Name}}"]}""", "application/json")),
            HealthRoute.Of("/v1/models/{model}", HealthRole.Model, new(200, """{"name":"{model}","ready":true}"""), KServeErrors.ModelNotReady, [IrisModel.Name]),
            new("POST", "/v1/models/{model}:predict", call => PredictionDesk.Knows(call.Model)
                ? desk.ServeAsync(call, document => Read(document, desk.Features), PredictionJson.Under("predictions"))
                : call.RefuseAsync(Problem.UnknownModel)),
        ];
    }

    private static ImmutableArray<double[]> Read(JsonElement document, int features) =>
        FeatureRows.Under(document, JsonFields.Object(document).TryGetProperty("inputs", out _) ? "inputs" : "instances", features);
}
