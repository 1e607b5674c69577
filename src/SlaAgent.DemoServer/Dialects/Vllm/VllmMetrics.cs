using System.Collections.Immutable;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.Vllm;

/// <summary>vLLM's metrics, as vllm/v1/metrics/loggers.py names them and cuts their buckets.</summary>
internal static class VllmMetrics
{
    private const string Model = "engine=\"0\",model_name=\"{model}\"";

    private static readonly ImmutableArray<double> FirstToken = [.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560];
    private static readonly ImmutableArray<double> Token = [.01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80];
    private static readonly ImmutableArray<double> Request = [.3, .5, .8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680];
    private static readonly ImmutableArray<double> Tokens = Bounds.OneTwoFive(4096);

    /// <summary>The page.</summary>
    public static MetricsPage Page { get; } = Create("vllm:", "/metrics");

    /// <summary>A page of the same metrics under another prefix.</summary>
    public static MetricsPage Create(string prefix, string path) => new(path, NumberStyle.Python, [.. Engine(prefix), .. Requests(prefix), .. Http()])
    {
        Models = parts => [parts.Text],
        HttpBounds = [.1, .5, 1],
    };

    private static ImmutableArray<MetricFamily> Engine(string prefix) =>
    [
        Family.Gauge(prefix + "num_requests_running", "Number of requests in model execution batches.", Model, model => model.Running),
        Family.Gauge(prefix + "num_requests_waiting", "Number of requests waiting to be processed.", Model, model => model.Waiting),
        Family.State(prefix + "engine_sleep_state", "Engine sleep state; awake = 0 means engine is sleeping; awake = 1 means engine is awake.",
            (SleepState("awake"), faults => !faults.Sleeping),
            (SleepState("weights_offloaded"), faults => faults.Sleeping),
            (SleepState("discard_all"), _ => false)),
        Family.Gauge(prefix + "kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.", Model, model => model.Occupancy),
        Family.Counter(prefix + "prefix_cache_queries_total", "Prefix cache queries, in terms of number of queried tokens.", Model, model => model.PromptTokens),
        Family.Counter(prefix + "prefix_cache_hits_total", "Prefix cache hits, in terms of number of cached tokens.", Model, model => model.CachedTokens),
        Family.Counter(prefix + "num_preemptions_total", "Cumulative number of preemption from the engine.", Model, _ => 0),
        Family.Counter(prefix + "prompt_tokens_total", "Number of prefill tokens processed.", Model, model => model.PromptTokens),
        Family.Counter(prefix + "generation_tokens_total", "Number of generation tokens processed.", Model, model => model.OutputTokens),
        // A histogram whose name ends as a counter's does.
        Family.Histogram(prefix + "iteration_tokens_total", "Histogram of number of tokens per engine_step.", Model, Measure.OutputTokens,
            [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]),
    ];

    private static ImmutableArray<MetricFamily> Requests(string prefix) =>
    [
        Family.Counter(prefix + "request_success_total", "Count of successfully processed requests.",
            Finished("stop", model => model.Ended(ServedOutcome.Completed)),
            Finished("length", model => model.Ended(ServedOutcome.CutShort)),
            Finished("abort", model => model.Ended(ServedOutcome.Aborted)),
            Finished("error", model => model.Ended(ServedOutcome.Failed)),
            Finished("repetition", _ => 0)),
        Family.Histogram(prefix + "time_to_first_token_seconds", "Histogram of time to first token in seconds.", Model, Measure.FirstToken, FirstToken),
        Family.Histogram(prefix + "inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", Model, Measure.InterToken, Token),
        Family.Histogram(prefix + "request_time_per_output_token_seconds", "Histogram of time_per_output_token_seconds per request.", Model, Measure.TimePerOutputToken, Token),
        Family.Histogram(prefix + "e2e_request_latency_seconds", "Histogram of e2e request latency in seconds.", Model, Measure.EndToEnd, Request),
        Family.Histogram(prefix + "request_queue_time_seconds", "Histogram of time spent in WAITING phase for request.", Model, Measure.Queue, Request),
        Family.Histogram(prefix + "request_inference_time_seconds", "Histogram of time spent in RUNNING phase for request.", Model, Measure.Inference, Request),
        Family.Histogram(prefix + "request_prefill_time_seconds", "Histogram of time spent in PREFILL phase for request.", Model, Measure.Prefill, Request),
        Family.Histogram(prefix + "request_decode_time_seconds", "Histogram of time spent in DECODE phase for request.", Model, Measure.Decode, Request),
        Family.Histogram(prefix + "request_prompt_tokens", "Number of prefill tokens processed.", Model, Measure.PromptTokens, Tokens),
        Family.Histogram(prefix + "request_generation_tokens", "Number of generation tokens processed.", Model, Measure.OutputTokens, Tokens),
        Family.Histogram(prefix + "request_params_max_tokens", "Histogram of the max_tokens request parameter.", Model, Measure.TokenLimit, Tokens),
    ];

    // The instrumentator's middleware: the only counter of errors there is.
    private static ImmutableArray<MetricFamily> Http() =>
    [
        Family.HttpCounter("http_requests_total", "Total number of requests by method, status and handler.", "handler=\"{handler}\",method=\"{method}\",status=\"{class}\""),
        Family.HttpHistogram("http_request_duration_seconds", "Latency with only few buckets by handler.", "handler=\"{handler}\",method=\"{method}\""),
    ];

    private static MetricSeries Finished(string reason, Func<ModelTotals, double> value) => new($"engine=\"0\",finished_reason=\"{reason}\",model_name=\"{{model}}\"", value);

    private static string SleepState(string state) => $"engine=\"0\",model_name=\"{Generation.TextDesk.ModelName}\",sleep_state=\"{state}\"";
}
