using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.KServe;

/// <summary>KServe's metrics: histograms of the inner steps, no counter of requests, none of errors.</summary>
internal static class KServeMetrics
{
    public static MetricsPage Classifier { get; } = Create(parts => parts.Iris);

    public static MetricsPage Text { get; } = Create(parts => parts.Text);

    private static MetricsPage Create(Func<ServerParts, ModelTotals> model) => new("/metrics", NumberStyle.Python,
    [
        Family.Histogram("request_predict_seconds", "predict request latency", "model_name=\"{model}\"", Measure.Inference, Bounds.Python),
    ])
    {
        Models = parts => [model(parts)],
    };
}
