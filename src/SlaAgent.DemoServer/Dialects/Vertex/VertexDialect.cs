using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.Vertex;

/// <summary>A custom container of Vertex AI, with AIP_HEALTH_ROUTE /health and AIP_PREDICT_ROUTE /predict.</summary>
internal static class VertexDialect
{
    public static DialectDefinition Definition { get; } = new(parts =>
    {
        var desk = new PredictionDesk(parts);
        return
        [
            new RouteGroup(ErrorForm.Plain(),
            [
                HealthRoute.Of("/health", HealthRole.AllModels, new(200), new(503)),
                new("POST", "/predict", call => desk.ServeAsync(
                    call, document => FeatureRows.Under(document, "instances", desk.Features), PredictionJson.Under("predictions"))),
            ]),
        ];
    });
}
