using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.LlamaCpp;

/// <summary>llama.cpp's metrics: no labels, no latencies, no errors.</summary>
internal static class LlamaCppMetrics
{
    public static MetricsPage Page { get; } = new("/metrics", NumberStyle.Plain,
    [
        Family.Counter("llamacpp:prompt_tokens_total", "Number of prompt tokens processed.", "", model => model.PromptTokens - model.CachedTokens),
        Family.Counter("llamacpp:prompt_seconds_total", "Prompt process time", "", model => model.Sum(Measure.Prefill)),
        Family.Counter("llamacpp:tokens_predicted_total", "Number of generation tokens processed.", "", model => model.OutputTokens),
        Family.Counter("llamacpp:tokens_predicted_seconds_total", "Predict process time", "", model => model.Sum(Measure.InterToken)),
        Family.Counter("llamacpp:n_decode_total", "Total number of llama_decode() calls", "", model => model.OutputTokens),
        Family.Gauge("llamacpp:prompt_tokens_seconds", "Average prompt throughput in tokens/s.", "", model => (model.PromptTokens - model.CachedTokens) / model.Sum(Measure.Prefill)),
        Family.Gauge("llamacpp:predicted_tokens_seconds", "Average generation throughput in tokens/s.", "", model => model.OutputTokens / model.Sum(Measure.InterToken)),
        Family.Gauge("llamacpp:requests_processing", "Number of requests processing.", "", model => model.Running),
        Family.Gauge("llamacpp:requests_deferred", "Number of requests deferred.", "", model => model.Waiting),
        Family.Gauge("llamacpp:n_busy_slots_per_decode", "Average number of busy slots per llama_decode() call", "", model => model.Running),
    ])
    {
        Models = parts => [parts.Text],
    };
}
