using System.Collections.Immutable;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.MlServer;

/// <summary>MLServer's metrics, and what Seldon Core 2's agent adds to them.</summary>
internal static class MlServerMetrics
{
    private const string Model = "model=\"{model}\",version=\"1\"";

    private static readonly ImmutableArray<MetricFamily> Own =
    [
        Family.Counter("model_infer_request_success_total", "Model infer request success count", Model, model => model.Answered),
        Family.Counter("model_infer_request_failure_total", "Model infer request failure count", Model, model => model.Ended(ServedOutcome.Failed) + model.Ended(ServedOutcome.Refused)),
        // prometheus_client's summaries have no quantiles.
        Family.Summary("model_infer_request_duration", "Model infer request duration", Model, Measure.EndToEnd),
        Family.HttpCounter("rest_server_requests_total", "Total count of requests by method and path.", "app_name=\"mlserver\",method=\"{method}\",path=\"{handler}\",status_code=\"{status}\""),
        Family.HttpHistogram("rest_server_requests_duration_seconds", "Histogram of requests processing time by path (in seconds)", "app_name=\"mlserver\",method=\"{method}\",path=\"{handler}\",status_code=\"{status}\""),
        Family.Gauge("rest_server_requests_in_progress", "Gauge of requests by method and path currently being processed", "app_name=\"mlserver\",method=\"POST\",path=\"/v2/models/{model}/infer\"", model => model.Running),
        Family.Summary("parallel_request_queue", "counter of request queue size for workers", "", Measure.Queue),
    ];

    private static readonly ImmutableArray<MetricFamily> Agents =
    [
        Family.Histogram("seldon_model_infer_api_seconds", null, "method_type=\"rest\",model=\"{model}\"", Measure.EndToEnd, Bounds.Python),
        Family.Counter("seldon_model_infer_total", null,
            new MetricSeries("code=\"200\",method_type=\"rest\",model=\"{model}\"", model => model.Answered),
            new MetricSeries("code=\"500\",method_type=\"rest\",model=\"{model}\"", model => model.Ended(ServedOutcome.Failed))),
        Family.Counter("seldon_model_infer_seconds_total", null, "method_type=\"rest\",model=\"{model}\"", model => model.Sum(Measure.EndToEnd)),
        Family.State("seldon_loaded_model_gauge", null, ("server=\"mlserver\"", faults => !faults.Loading)),
    ];

    public static MetricsPage Page { get; } = Create(Own);

    public static MetricsPage Seldon { get; } = Create([.. Own, .. Agents]);

    private static MetricsPage Create(ImmutableArray<MetricFamily> families) => new("/metrics", NumberStyle.Python, families)
    {
        Models = parts => [parts.Iris],
        HttpBounds = Bounds.Python,
    };
}
