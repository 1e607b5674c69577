using SlaAgent.DemoServer.Dialects.Vllm;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.KServe;

/// <summary>KServe's metrics: histograms of the inner steps, no counter of requests, none of errors.</summary>
internal static class KServeMetrics
{
    private static readonly MetricFamily Predict = Family.Histogram("request_predict_seconds", "predict request latency", "model_name=\"{model}\"", Measure.Inference, Bounds.Python);

    public static MetricsPage Classifier { get; } = Create(parts => parts.Iris);

    /// <summary>The runtime for language models is vLLM, and shows its metrics beside its own.</summary>
    public static MetricsPage Text { get; } = VllmMetrics.Page with { Families = [.. VllmMetrics.Page.Families, Predict] };

    private static MetricsPage Create(Func<ServerParts, ModelTotals> model) => new("/metrics", NumberStyle.Python,
    [
        Predict,
    ])
    {
        Models = parts => [model(parts)],
    };
}
