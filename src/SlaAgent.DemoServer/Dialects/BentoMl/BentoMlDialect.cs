using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;

namespace SlaAgent.DemoServer.Dialects.BentoMl;

/// <summary>BentoML: health that is a line's end, an API called classify, and metrics by endpoint and status.</summary>
internal static class BentoMlDialect
{
    private const string Service = "service_name=\"iris_classifier\",service_version=\"1\",runner_name=\"iris_classifier\"";
    private const string Answer = "endpoint=\"{handler}\",http_response_code=\"{status}\"," + Service;
    private const string Text = "text/plain; charset=utf-8";

    private static readonly MetricsPage Metrics = new("/metrics", NumberStyle.Python,
    [
        Family.HttpCounter("bentoml_service_request_total", "Total number of HTTP requests", Answer),
        Family.HttpHistogram("bentoml_service_request_duration_seconds", "API HTTP request duration in seconds", Answer),
        Family.Gauge("bentoml_service_request_in_progress", "Total number of HTTP requests in progress now", "endpoint=\"/classify\"," + Service, model => model.Running),
    ])
    {
        Models = parts => [parts.Iris],
        HttpBounds = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, 30, 60, 120, 180],
    };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        {
            var desk = new PredictionDesk(parts);
            return
            [
                new RouteGroup(ErrorForm.Plain(new Dictionary<Problem, ErrorCase> { [Problem.Overloaded] = new(503, "service iris_classifier: too many requests") }),
                [
                    HealthRoute.Of("/livez", HealthRole.Live, new(200, "\n", Text), new(503, "\n", Text)),
                    HealthRoute.Of("/healthz", HealthRole.Live, new(200, "\n", Text), new(503, "\n", Text)),
                    HealthRoute.Of("/readyz", HealthRole.AllModels, new(200, "\n", Text), new(503, "\n", Text)),
                    new("GET", "/docs.json", call => call.SendTextAsync(200, """{"openapi":"3.0.2","info":{"title":"iris_classifier","version":"1"},"paths":{"/classify":{}}}""", "application/json")),
                    new("POST", "/classify", call => desk.ServeAsync(
                        call, document => FeatureRows.Under(document, "input_series", desk.Features), PredictionJson.Classes)),
                    Metrics.Route(parts),
                ]),
            ];
        },
        Metrics);
}
