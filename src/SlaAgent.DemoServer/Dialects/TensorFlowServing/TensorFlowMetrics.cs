using System.Collections.Immutable;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.TensorFlowServing;

/// <summary>TensorFlow Serving's metrics: names that begin with a colon, no help, microseconds.</summary>
internal static class TensorFlowMetrics
{
    private const double Microseconds = 1e6;
    private static readonly ImmutableArray<double> Latency = Bounds.Exponential(10, 1.8, 33);

    public static MetricsPage Page { get; } = new("/monitoring/prometheus/metrics", NumberStyle.Plain,
    [
        Family.Counter(":tensorflow:serving:request_count", null,
            Status("OK", model => model.Answered),
            Status("INVALID_ARGUMENT", model => model.Ended(ServedOutcome.Refused)),
            Status("INTERNAL", model => model.Ended(ServedOutcome.Failed)),
            Status("UNAVAILABLE", model => model.Ended(ServedOutcome.Overloaded)),
            Status("CANCELLED", model => model.Ended(ServedOutcome.Aborted))),
        Family.Histogram(":tensorflow:serving:request_latency", null, "model_name=\"{model}\",API=\"predict\",entrypoint=\"REST\"", Measure.EndToEnd, Latency, Microseconds),
        Family.Histogram(":tensorflow:serving:runtime_latency", null, "model_name=\"{model}\",API=\"Predict\",runtime=\"TF1\"", Measure.Inference, Latency, Microseconds),
    ])
    {
        Models = parts => [parts.Iris],
    };

    private static MetricSeries Status(string status, Func<ModelTotals, double> value) => new($"model_name=\"{{model}}\",status=\"{status}\"", value);
}
