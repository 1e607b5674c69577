using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>What servers of any model say of their traffic.</summary>
internal static class PredictiveMappings
{
    private const double Milliseconds = 1e3;
    private const double Microseconds = 1e6;

    /// <summary>Triton: durations are sums only, unless histograms are asked for. A request that its client took back is no failure.</summary>
    public static readonly MetricsMapping Triton = new()
    {
        Title = "Triton",
        Port = 8002,
        Good = CountMapping.Of(MetricSource.Of("nv_inference_request_success")),
        Bad = CountMapping.Of(MetricSource.Of("nv_inference_request_failure").Without("reason", "CANCELED")),
        TimeToFirstToken = new(MetricSource.Of("nv_inference_first_response_histogram_ms"), Milliseconds, [.. DefaultBuckets.TritonFirstResponse]),
        Running = new(MetricSource.Of("nv_trt_llm_request_metrics").With("request_type", "scheduled")),
        Waiting = new(MetricSource.Of("nv_inference_pending_request_count")),
        CacheUse = new(MetricSource.Of("nv_trt_llm_kv_cache_block_metrics").With("kv_cache_block_type", "fraction"), IsShare: true),
    };

    /// <summary>TensorFlow Serving: names begin with a colon, durations are in microseconds. The names of errors that blame the client are neither good nor bad.</summary>
    public static readonly MetricsMapping TensorFlowServing = new()
    {
        Title = "TensorFlow Serving",
        Path = "/monitoring/prometheus/metrics",
        Good = CountMapping.Of(MetricSource.Of(":tensorflow:serving:request_count").With("status", "OK")),
        Bad = CountMapping.Of(MetricSource.Of(":tensorflow:serving:request_count").Without("status", "OK", "INVALID_ARGUMENT", "NOT_FOUND", "CANCELLED")),
        Duration = new(MetricSource.Of(":tensorflow:serving:request_latency"), Microseconds, [.. DefaultBuckets.TensorFlowServing]),
    };

    /// <summary>MLServer, whose own duration is a summary without quantiles: the web server's histogram of the paths that infer is taken.</summary>
    public static readonly MetricsMapping MlServer = new()
    {
        Title = "MLServer",
        Port = 8082,
        Good = CountMapping.Of(MetricSource.Of("model_infer_request_success_total")),
        Bad = CountMapping.Of(MetricSource.Of("model_infer_request_failure_total")),
        Duration = DurationMapping.Seconds(
            MetricSource.Of("rest_server_requests_duration_seconds").Beginning("path", "/v2/models/").With("method", "POST"),
            DefaultBuckets.PythonClient),
        Waiting = new(MetricSource.Of("batch_request_queue", "parallel_request_queue")),
    };

    /// <summary>KServe's Python server, which counts no failures; its duration is that of the prediction alone.</summary>
    public static readonly MetricsMapping KServe = new()
    {
        Title = "KServe",
        Good = CountMapping.Of(MetricSource.Of("request_predict_seconds_count")),
        Duration = DurationMapping.Seconds(MetricSource.Of("request_predict_seconds"), DefaultBuckets.PythonClient),
    };

    /// <summary>TorchServe: failures are counted for the server as a whole, not for a model.</summary>
    public static readonly MetricsMapping TorchServe = new()
    {
        Title = "TorchServe",
        Port = 8082,
        Good = CountMapping.Of(MetricSource.Of("ts_inference_requests_total")).Minus(MetricSource.Of("Requests5XX")),
        Bad = CountMapping.Of(MetricSource.Of("Requests5XX")),
    };

    /// <summary>BentoML.</summary>
    public static readonly MetricsMapping BentoMl = new()
    {
        Title = "BentoML",
        ModelLabels = [],
        Good = CountMapping.Of(Bento("bentoml_service_request_total").Beginning("http_response_code", "2")),
        Bad = CountMapping.Of(Bento("bentoml_service_request_total").Beginning("http_response_code", "5")),
        Duration = DurationMapping.Seconds(Bento("bentoml_service_request_duration_seconds")),
        Running = new(MetricSource.Of("bentoml_service_request_in_progress")),
    };

    /// <summary>Ray Serve: the metrics of a node, on the port that Ray exports them on. Errors that blame the client are neither good nor bad.</summary>
    public static readonly MetricsMapping RayServe = new()
    {
        Title = "Ray Serve",
        Port = 8080,
        ModelLabels = [],
        Good = CountMapping.Of(Ray("ray_serve_num_http_requests_total")).Minus(Ray("ray_serve_num_http_error_requests_total")),
        Bad = CountMapping.Of(Ray("ray_serve_num_http_error_requests_total").NotBeginning("error_code", "4")),
        PromptTokens = CountMapping.Of(MetricSource.Of("ray_vllm_prompt_tokens_total")),
        OutputTokens = CountMapping.Of(MetricSource.Of("ray_vllm_generation_tokens_total")),
        Duration = new(Ray("ray_serve_http_request_latency_ms"), Milliseconds, [.. DefaultBuckets.RayServe]),
        TimeToFirstToken = DurationMapping.Seconds(MetricSource.Of("ray_vllm_time_to_first_token_seconds"), DefaultBuckets.VllmFirstToken),
        InterToken = DurationMapping.Seconds(MetricSource.Of("ray_vllm_request_time_per_output_token_seconds"), DefaultBuckets.VllmInterToken),
        InterTokenIsPerRequest = true,
        QueueTime = DurationMapping.Seconds(MetricSource.Of("ray_vllm_request_queue_time_seconds"), DefaultBuckets.VllmRequest),
        Running = new(MetricSource.Of("ray_serve_replica_processing_queries")),
        Waiting = new(MetricSource.Of("ray_serve_deployment_queued_queries")),
        CacheUse = new(MetricSource.Of("ray_vllm_kv_cache_usage_perc", "ray_vllm_gpu_cache_usage_perc"), IsShare: true),
    };

    // Whoever asks for health or for the metrics is no user.
    private static MetricSource Bento(string name) => MetricSource.Of(name).Without("endpoint", "/livez", "/readyz", "/healthz", "/metrics");

    private static MetricSource Ray(string name) => MetricSource.Of(name).NotBeginning("route", "/-/");
}
