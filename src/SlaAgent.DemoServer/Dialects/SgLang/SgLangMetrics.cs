using System.Collections.Immutable;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.SgLang;

/// <summary>SGLang's metrics, as --enable-metrics shows them.</summary>
internal static class SgLangMetrics
{
    private const string Model = "model_name=\"{model}\"";
    private static readonly ImmutableArray<double> FirstToken = [.1, .2, .4, .6, .8, 1, 2, 4, 6, 8, 10, 20, 40, 60, 80, 100, 200, 400];
    private static readonly ImmutableArray<double> Token = [.002, .004, .006, .008, .01, .015, .02, .025, .03, .035, .04, .06, .08, .1, .2, .4, .6, .8, 1, 2, 4, 6, 8];

    public static MetricsPage Page { get; } = new("/metrics", NumberStyle.Python,
    [
        Family.Counter("sglang:prompt_tokens_total", "Number of prefill tokens processed.", Model, model => model.PromptTokens),
        Family.Counter("sglang:generation_tokens_total", "Number of generation tokens processed.", Model, model => model.OutputTokens),
        Family.Counter("sglang:num_requests_total", "Number of requests processed.", Model, model => model.Answered),
        Family.Counter("sglang:num_aborted_requests_total", "Number of requests aborted.", Model, model => model.Ended(ServedOutcome.Aborted)),
        Family.Gauge("sglang:num_running_reqs", "The number of running requests.", Model, model => model.Running),
        Family.Gauge("sglang:num_queue_reqs", "The number of requests in the waiting queue.", Model, model => model.Waiting),
        Family.Gauge("sglang:token_usage", "The token usage.", Model, model => model.Occupancy),
        Family.Gauge("sglang:cache_hit_rate", "The prefix cache hit rate.", Model, model => model.PromptTokens == 0 ? 0 : (double)model.CachedTokens / model.PromptTokens),
        Family.Histogram("sglang:time_to_first_token_seconds", "Histogram of time to first token in seconds.", Model, Measure.FirstToken, FirstToken),
        Family.Histogram("sglang:inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", Model, Measure.InterToken, Token),
        Family.Histogram("sglang:e2e_request_latency_seconds", "Histogram of End-to-end request latency in seconds", Model, Measure.EndToEnd, [.. FirstToken, 600, 1200, 1800, 2400]),
        Family.Histogram("sglang:queue_time_seconds", "Histogram of queueing time in seconds.", Model, Measure.Queue, [0, .001, .005, .01, .05, .1, .2, .5, 1, 2, 5, 10, 20, 50, 100]),
    ])
    {
        Models = parts => [parts.Text],
    };
}
