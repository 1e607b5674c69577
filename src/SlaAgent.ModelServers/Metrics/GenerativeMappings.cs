using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>What servers of generative models say of their traffic.</summary>
internal static class GenerativeMappings
{
    /// <summary>Where the web server in front of vLLM counts requests for inference. Its other addresses (health, metrics, the list of models) are no traffic.</summary>
    private static readonly string[] InferenceHandlers =
    [
        "/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages", "/v1/embeddings", "/v1/score", "/v1/rerank", "/v2/rerank",
        "/v1/audio/transcriptions", "/v1/audio/translations", "/score", "/rerank", "/pooling", "/classify", "/invocations", "/inference/v1/generate",
    ];

    private static readonly MetricSource Finished = Vllm("request_success_total");

    /// <summary>
    /// vLLM counts every request that ended as a success, with the reason; what the engine does not see end, the web server in front of it answers
    /// with 5xx. An error of the engine is a 5xx too unless it came within a stream, hence the greater of the two.
    /// </summary>
    public static readonly MetricsMapping VllmServer = new()
    {
        Title = "vLLM",
        Good = CountMapping.Of(Finished.Without("finished_reason", "abort", "error")),
        Bad = CountMapping.Of(Finished.With("finished_reason", "abort")).Plus(
            Finished.With("finished_reason", "error"),
            MetricSource.Of("http_requests_total").With("handler", InferenceHandlers).Beginning("status", "5")),
        PromptTokens = CountMapping.Of(Vllm("prompt_tokens_total")),
        OutputTokens = CountMapping.Of(Vllm("generation_tokens_total")),
        Duration = DurationMapping.Seconds(Vllm("e2e_request_latency_seconds"), DefaultBuckets.VllmRequest),
        TimeToFirstToken = DurationMapping.Seconds(Vllm("time_to_first_token_seconds"), DefaultBuckets.VllmFirstToken),
        // Of its two the one that counts requests: the other (inter_token_latency_seconds) counts every gap of every request.
        InterToken = DurationMapping.Seconds(Vllm("request_time_per_output_token_seconds"), DefaultBuckets.VllmInterToken),
        InterTokenIsPerRequest = true,
        QueueTime = DurationMapping.Seconds(Vllm("request_queue_time_seconds"), DefaultBuckets.VllmRequest),
        Running = new(Vllm("num_requests_running")),
        Waiting = new(Vllm("num_requests_waiting")),
        CacheUse = new(Vllm("kv_cache_usage_perc", "gpu_cache_usage_perc"), IsShare: true),
        Asleep = new(Vllm("engine_sleep_state").With("sleep_state", "weights_offloaded", "discard_all")),
        Awake = new(Vllm("engine_sleep_state").With("sleep_state", "awake")),
    };

    /// <summary>NIM shows vLLM's metrics under its own path, and without the prefix, with a counter of failures; newer ones as vLLM itself does.</summary>
    public static readonly MetricsMapping Nim = new()
    {
        Title = "NIM",
        Path = "/v1/metrics",
        Good = CountMapping.Of(NimMetric("request_success_total").Without("finished_reason", "abort", "error")),
        Bad = CountMapping.Of(MetricSource.Of("request_failure_total", "vllm:request_success_total").Without("finished_reason", "stop", "length", "repetition")),
        PromptTokens = CountMapping.Of(NimMetric("prompt_tokens_total")),
        OutputTokens = CountMapping.Of(NimMetric("generation_tokens_total")),
        Duration = DurationMapping.Seconds(NimMetric("e2e_request_latency_seconds"), DefaultBuckets.VllmRequest),
        TimeToFirstToken = DurationMapping.Seconds(NimMetric("time_to_first_token_seconds"), DefaultBuckets.VllmFirstToken),
        InterToken = DurationMapping.Seconds(NimMetric("request_time_per_output_token_seconds"), DefaultBuckets.VllmInterToken),
        InterTokenIsPerRequest = true,
        QueueTime = DurationMapping.Seconds(NimMetric("request_queue_time_seconds"), DefaultBuckets.VllmRequest),
        Running = new(NimMetric("num_requests_running")),
        Waiting = new(NimMetric("num_requests_waiting")),
        CacheUse = new(MetricSource.Of("gpu_cache_usage_perc", "kv_cache_usage_perc", "vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"), IsShare: true),
    };

    /// <summary>SGLang, which counts no failures.</summary>
    public static readonly MetricsMapping Sglang = new()
    {
        Title = "SGLang",
        Good = CountMapping.Of(MetricSource.Of("sglang:num_requests_total")),
        PromptTokens = CountMapping.Of(MetricSource.Of("sglang:prompt_tokens_total")),
        OutputTokens = CountMapping.Of(MetricSource.Of("sglang:generation_tokens_total")),
        Duration = DurationMapping.Seconds(MetricSource.Of("sglang:e2e_request_latency_seconds")),
        TimeToFirstToken = DurationMapping.Seconds(MetricSource.Of("sglang:time_to_first_token_seconds")),
        InterToken = DurationMapping.Seconds(MetricSource.Of("sglang:inter_token_latency_seconds", "sglang:time_per_output_token_seconds")),
        QueueTime = DurationMapping.Seconds(MetricSource.Of("sglang:queue_time_seconds")),
        Running = new(MetricSource.Of("sglang:num_running_reqs")),
        Waiting = new(MetricSource.Of("sglang:num_queue_reqs")),
        CacheUse = new(MetricSource.Of("sglang:token_usage"), IsShare: true),
    };

    /// <summary>TGI: its histograms are in seconds, though their names do not say so.</summary>
    public static readonly MetricsMapping Tgi = new()
    {
        Title = "TGI",
        Good = CountMapping.Of(MetricSource.Of("tgi_request_success")),
        Bad = CountMapping.Of(MetricSource.Of("tgi_request_failure").Without("err", "validation", "template")),
        PromptTokens = CountMapping.Of(MetricSource.Of("tgi_request_input_length_sum")),
        OutputTokens = CountMapping.Of(MetricSource.Of("tgi_request_generated_tokens_sum")),
        Duration = DurationMapping.Seconds(MetricSource.Of("tgi_request_duration"), DefaultBuckets.Tgi),
        InterToken = DurationMapping.Seconds(MetricSource.Of("tgi_request_mean_time_per_token_duration"), DefaultBuckets.Tgi),
        InterTokenIsPerRequest = true,
        QueueTime = DurationMapping.Seconds(MetricSource.Of("tgi_request_queue_duration"), DefaultBuckets.Tgi),
        Running = new(MetricSource.Of("tgi_batch_current_size")),
        Waiting = new(MetricSource.Of("tgi_queue_size")),
    };

    /// <summary>llama.cpp, which counts tokens but no requests.</summary>
    public static readonly MetricsMapping LlamaCpp = new()
    {
        Title = "llama.cpp",
        PromptTokens = CountMapping.Of(MetricSource.Of("llamacpp:prompt_tokens_total")),
        OutputTokens = CountMapping.Of(MetricSource.Of("llamacpp:tokens_predicted_total")),
        Running = new(MetricSource.Of("llamacpp:requests_processing")),
        Waiting = new(MetricSource.Of("llamacpp:requests_deferred")),
        CacheUse = new(MetricSource.Of("llamacpp:kv_cache_usage_ratio"), IsShare: true),
    };

    private static MetricSource NimMetric(string name) => MetricSource.Of(name, "vllm:" + name);

    /// <summary>vLLM's names as they are, and as Ray shows them.</summary>
    public static MetricSource Vllm(params string[] names) => MetricSource.Of(
        [.. names.Select(name => "vllm:" + name), .. names.Select(name => "ray_vllm_" + name)]);
}
