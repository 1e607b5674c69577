using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.Triton;

/// <summary>Triton's metrics: cumulative microseconds, and a histogram of first responses in milliseconds for decoupled models.</summary>
internal static class TritonMetrics
{
    private const string Model = "model=\"{model}\",version=\"1\"";
    private const double Microseconds = 1e6;

    public static MetricsPage Page { get; } = new("/metrics", NumberStyle.Plain,
    [
        Family.Counter("nv_inference_request_success", "Number of successful inference requests, all batch sizes", Model, model => model.Answered),
        Family.Counter("nv_inference_request_failure", "Number of failed inference requests, all batch sizes",
            Failed("REJECTED", ServedOutcome.Overloaded),
            Failed("CANCELED", ServedOutcome.Aborted),
            Failed("BACKEND", ServedOutcome.Failed),
            Failed("OTHER", ServedOutcome.Refused)),
        Family.Counter("nv_inference_count", "Number of inferences performed (does not include cached requests)", Model, model => model.Answered),
        Family.Counter("nv_inference_exec_count", "Number of model executions performed (does not include cached requests)", Model, model => model.Answered),
        Family.Counter("nv_inference_request_duration_us", "Cumulative inference request duration in microseconds (includes cached requests)", Model, model => Total(model, Measure.EndToEnd)),
        Family.Counter("nv_inference_queue_duration_us", "Cumulative inference queuing duration in microseconds (includes cached requests)", Model, model => Total(model, Measure.Queue)),
        Family.Counter("nv_inference_compute_input_duration_us", "Cumulative compute input duration in microseconds (does not include cached requests)", Model, _ => 0),
        Family.Counter("nv_inference_compute_infer_duration_us", "Cumulative compute inference duration in microseconds (does not include cached requests)", Model, model => Total(model, Measure.Inference)),
        Family.Counter("nv_inference_compute_output_duration_us", "Cumulative inference compute output duration in microseconds (does not include cached requests)", Model, _ => 0),
        Family.Gauge("nv_inference_pending_request_count", "Instantaneous number of pending requests awaiting execution per-model.", Model, model => model.Waiting),
        Family.Histogram("nv_inference_first_response_histogram_ms", "Duration from request to first response in milliseconds", Model, Measure.FirstToken, [100, 500, 2000, 5000], 1000),
    ])
    {
        Models = parts => [parts.Iris, parts.Text],
    };

    private static MetricSeries Failed(string reason, ServedOutcome outcome) =>
        new($"model=\"{{model}}\",reason=\"{reason}\",version=\"1\"", model => model.Ended(outcome));

    private static double Total(ModelTotals model, Measure measure) => Math.Round(model.Sum(measure) * Microseconds);
}
