using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.TorchServe;

/// <summary>TorchServe's metrics: cumulative microseconds, latest milliseconds, no histogram.</summary>
internal static class TorchServeMetrics
{
    private const string Host = "Level=\"Host\",Hostname=\"demo\"";
    private const string Model = "model_name=\"{model}\",model_version=\"1.0\",hostname=\"demo\"";
    private const string Latest = "ModelName=\"{model}\",Level=\"Model\",Hostname=\"demo\"";

    public static MetricsPage Page { get; } = new("/metrics", NumberStyle.Python,
    [
        Family.HttpCounter("Requests2XX", "Torchserve prometheus counter metric with unit: Count", Host, status => status is >= 200 and < 300),
        Family.HttpCounter("Requests4XX", "Torchserve prometheus counter metric with unit: Count", Host, status => status is >= 400 and < 500),
        Family.HttpCounter("Requests5XX", "Torchserve prometheus counter metric with unit: Count", Host, status => status is >= 500 and < 600),
        Family.Counter("ts_inference_requests_total", "Torchserve prometheus counter metric with unit: Count", Model, model => model.Ended()),
        Family.Counter("ts_inference_latency_microseconds", "Torchserve prometheus counter metric with unit: Microseconds", Model, model => model.Sum(Measure.EndToEnd) * 1e6),
        Family.Counter("ts_queue_latency_microseconds", "Torchserve prometheus counter metric with unit: Microseconds", Model, model => model.Sum(Measure.Queue) * 1e6),
        Family.Gauge("QueueTime", "Torchserve prometheus gauge metric with unit: Milliseconds", Host, model => model.Latest(Measure.Queue) * 1e3),
        Family.Gauge("HandlerTime", "Torchserve prometheus gauge metric with unit: ms", Latest, model => model.Latest(Measure.Inference) * 1e3),
        Family.Gauge("PredictionTime", "Torchserve prometheus gauge metric with unit: ms", Latest, model => model.Latest(Measure.Inference) * 1e3),
    ])
    {
        Models = parts => [parts.Iris],
    };
}
