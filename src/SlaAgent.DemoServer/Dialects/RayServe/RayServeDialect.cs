using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.OpenAi;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.RayServe;

/// <summary>Ray Serve: health of the proxy, errors in plain text, and metrics as Ray's agent exports them: a prefix, and milliseconds.</summary>
internal static class RayServeDialect
{
    private const string Text = "text/plain; charset=utf-8";
    private const string Route = "application=\"default\",route=\"{handler}\",method=\"{method}\"";
    private const string Deployment = "application=\"default\",deployment=\"iris\"";

    private static readonly OpenAiFlavour OpenAi = new() { Errors = OpenAiErrors.Form, OwnedBy = "ray" };

    private static readonly MetricsPage Metrics = new("/metrics", NumberStyle.Python,
    [
        Family.HttpCounter("ray_serve_num_http_requests_total", "The number of HTTP requests processed.", Route + ",status_code=\"{status}\""),
        Family.HttpCounter("ray_serve_num_http_error_requests_total", "The number of errored HTTP responses.", Route + ",error_code=\"{status}\"", status => status >= 400),
        Family.HttpHistogram("ray_serve_http_request_latency_ms", "The end-to-end latency of HTTP requests (measured from the Serve HTTP proxy).", Route + ",status_code=\"{status}\"", 1000),
        Family.Histogram("ray_serve_deployment_processing_latency_ms", "The latency for queries to be processed.", Deployment, Measure.Inference,
            [1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 60000, 120000, 300000, 600000], 1000),
        Family.Counter("ray_serve_deployment_error_counter_total", "The number of exceptions that have occurred in this replica.", Deployment, model => model.Ended(ServedOutcome.Failed)),
        Family.Gauge("ray_serve_deployment_queued_queries", "The current number of queries to this deployment waiting to be assigned to a replica.", Deployment, model => model.Waiting),
        Family.Gauge("ray_serve_replica_processing_queries", "The current number of queries being processed.", Deployment, model => model.Running),
        Family.State("ray_serve_deployment_replica_healthy", "Tracks whether this deployment replica is healthy. 1 means healthy, 0 means unhealthy.", (Deployment, faults => !faults.HealthFailing)),
    ])
    {
        Models = parts => [parts.Iris],
        CountsItself = false,
        HttpBounds = [.001, .002, .005, .01, .02, .05, .1, .2, .3, .4, .5, 1, 2, 5, 10, 60, 120, 300, 600],
    };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        {
            var desk = new PredictionDesk(parts);
            return
            [
                new RouteGroup(ErrorForm.Text(Cases()),
                [
                    HealthRoute.Of("/-/healthz", HealthRole.AllModels, new(200, "success", Text), new(503, "This node is being drained.", Text)),
                    HealthRoute.Of("/-/routes", HealthRole.Constant, new(200, """{"/":"default"}""")),
                    new("POST", "/", call => desk.ServeAsync(
                        call, document => FeatureRows.Under(document, "instances", desk.Features), PredictionJson.Under("predictions"))),
                    Metrics.Route(parts),
                ]),
                new RouteGroup(OpenAi.Errors, OpenAiRoutes.Of(parts, OpenAi)),
            ];
        },
        Metrics);

    private static Dictionary<Problem, ErrorCase> Cases() => new()
    {
        [Problem.NotFound] = new(404, "Path not found. Ping http://.../-/routes for available routes."),
        [Problem.Failed] = new(500, "Internal Server Error"),
        [Problem.Overloaded] = new(503, "Request dropped due to backpressure"),
    };
}
