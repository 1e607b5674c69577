using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.OpenAi;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.ClearMl;

/// <summary>ClearML Serving: no health at all, errors as FastAPI has them, and statistics named after the endpoint.</summary>
internal static class ClearMlDialect
{
    private static readonly ErrorForm Errors = ErrorForm.Plain(
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.Invalid] = new(422),
            [Problem.UnknownModel] = new(404, "Error processing request, endpoint '{0}' is not found"),
        },
        key: "detail");

    private static readonly OpenAiFlavour OpenAi = new() { Errors = OpenAiErrors.Form, Prefix = "/serve/openai/v1", OwnedBy = "clearml" };

    private static readonly MetricsPage Metrics = new("/metrics", NumberStyle.Python,
    [
        Family.Histogram("iris:_latency", "Histogram of iris:_latency", "", Measure.EndToEnd, [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5]),
        Family.Counter("iris:_count_total", "Counter of iris:_count", "", model => model.Answered),
    ])
    {
        Models = parts => [parts.Iris],
    };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        {
            var desk = new PredictionDesk(parts);
            Task ServeAsync(RequestCall call) => PredictionDesk.Knows(call.Model)
                ? desk.ServeAsync(call, document => FeatureRows.Under(document, "x", desk.Features), PredictionJson.Under("y"))
                : call.RefuseAsync(Problem.UnknownModel);
            return
            [
                new RouteGroup(Errors, [new("POST", "/serve/{model}", ServeAsync), new("POST", "/serve/{model}/{version}", ServeAsync), Metrics.Route(parts)]),
                new RouteGroup(OpenAi.Errors, OpenAiRoutes.Of(parts, OpenAi)),
            ];
        },
        Metrics);
}
