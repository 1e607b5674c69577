using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Tests.Metrics;

/// <summary>Pages in the form in which each kind of server writes them.</summary>
public sealed class ServerPagesTests
{
    [Fact]
    public void Of_vLLM_aborts_and_errors_are_bad_and_engines_are_added_up()
    {
        static string Page(int stop, int length, int abort, int error, int http5xx, int health5xx, int prompt, int generated, int[] first) => $$"""
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="llama"} 3.0
            vllm:num_requests_running{engine="1",model_name="llama"} 2.0
            # TYPE vllm:num_requests_waiting gauge
            vllm:num_requests_waiting{engine="0",model_name="llama"} 1.0
            # TYPE vllm:kv_cache_usage_perc gauge
            vllm:kv_cache_usage_perc{engine="0",model_name="llama"} 0.5
            vllm:kv_cache_usage_perc{engine="1",model_name="llama"} 0.25
            # TYPE vllm:engine_sleep_state gauge
            vllm:engine_sleep_state{engine="0",model_name="llama",sleep_state="awake"} 1.0
            vllm:engine_sleep_state{engine="0",model_name="llama",sleep_state="weights_offloaded"} 0.0
            vllm:engine_sleep_state{engine="0",model_name="llama",sleep_state="discard_all"} 0.0
            # TYPE vllm:prompt_tokens_total counter
            vllm:prompt_tokens_total{engine="0",model_name="llama"} {{prompt}}.0
            # TYPE vllm:prompt_tokens_created gauge
            vllm:prompt_tokens_created{engine="0",model_name="llama"} 1.7e+09
            # TYPE vllm:generation_tokens_total counter
            vllm:generation_tokens_total{engine="0",model_name="llama"} {{generated}}.0
            vllm:generation_tokens_total{engine="1",model_name="llama"} 1e+06
            # TYPE vllm:request_success_total counter
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="llama"} {{stop}}.0
            vllm:request_success_total{engine="1",finished_reason="length",model_name="llama"} {{length}}.0
            vllm:request_success_total{engine="0",finished_reason="abort",model_name="llama"} {{abort}}.0
            vllm:request_success_total{engine="0",finished_reason="error",model_name="llama"} {{error}}.0
            # TYPE vllm:iteration_tokens_total histogram
            vllm:iteration_tokens_total_bucket{engine="0",le="1.0",model_name="llama"} 12345.0
            vllm:iteration_tokens_total_count{engine="0",model_name="llama"} 12345.0
            vllm:iteration_tokens_total_sum{engine="0",model_name="llama"} 12345.0
            # TYPE vllm:time_to_first_token_seconds histogram
            vllm:time_to_first_token_seconds_sum{engine="0",model_name="llama"} {{first[2]}}.5
            vllm:time_to_first_token_seconds_bucket{engine="0",le="0.1",model_name="llama"} {{first[0]}}.0
            vllm:time_to_first_token_seconds_bucket{engine="0",le="1.0",model_name="llama"} {{first[1]}}.0
            vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf",model_name="llama"} {{first[2]}}.0
            vllm:time_to_first_token_seconds_count{engine="0",model_name="llama"} {{first[2]}}.0
            # TYPE http_requests_total counter
            http_requests_total{handler="/v1/chat/completions",method="POST",status="2xx"} 99.0
            http_requests_total{handler="/v1/chat/completions",method="POST",status="5xx"} {{http5xx}}.0
            http_requests_total{handler="/health",method="GET",status="5xx"} {{health5xx}}.0

            """;

        var sample = new MeteredServer("vllm", "llama").ReadTwo(
            Page(10, 5, 0, 0, 0, 0, 100, 200, [1, 2, 3]), Page(17, 6, 2, 1, 3, 9, 150, 260, [3, 5, 7]));
        Assert.Null(sample.Failure);
        Assert.Equal((8, 2 + 3), (sample.Good, sample.Bad));
        Assert.Equal((50, 60), (sample.PromptTokens, sample.OutputTokens));
        Assert.Equal((5, 1, 0.375), (sample.Running, sample.Waiting, sample.CacheUse));
        Assert.Equal(new BucketCounts([0.1, 1], [2, 1, 1], 4), sample.TimeToFirstToken);
        Assert.Null(sample.Duration);
        Assert.False(sample.IsSleeping);
    }

    [Theory]
    [InlineData("awake=1 weights_offloaded=0 discard_all=0", false)]
    [InlineData("awake=0 weights_offloaded=1 discard_all=0", true)]
    [InlineData("awake=0 weights_offloaded=0 discard_all=1", true)]
    [InlineData("awake=0 weights_offloaded=0 discard_all=0", false)]
    public void Of_vLLM_an_engine_that_sleeps_is_no_failure(string states, bool sleeps)
    {
        var page = string.Concat(states.Split(' ').Select(s => s.Split('=')).Select(s => $"vllm:engine_sleep_state{{engine=\"0\",sleep_state=\"{s[0]}\"}} {s[1]}.0\n"));
        Assert.Equal(sleeps, new MeteredServer("vllm", "llama").Read(page).IsSleeping);
    }

    [Theory]
    [InlineData("vllm", "vllm:gpu_cache_usage_perc{model_name=\"m\"} 0.5\n", 0.5)]
    [InlineData("vllm", "vllm:gpu_cache_usage_perc 0.25\nvllm:kv_cache_usage_perc 0.5\n", 0.5)]
    [InlineData("vllm", "ray_vllm_kv_cache_usage_perc{model_name=\"m\"} 0.5\n", 0.5)]
    [InlineData("nim", "vllm:gpu_cache_usage_perc 0.5\n", 0.5)]
    [InlineData("sglang", "sglang:token_usage{model_name=\"m\"} 0.5\n", 0.5)]
    [InlineData("triton", "nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type=\"fraction\",model=\"m\",version=\"1\"} 0.5\nnv_trt_llm_kv_cache_block_metrics{kv_cache_block_type=\"max\",model=\"m\"} 900\n", 0.5)]
    [InlineData("vllm", "vllm:kv_cache_usage_perc NaN\n", null)]
    public void The_cache_in_use_is_a_share(string preset, string page, double? expected) =>
        Assert.Equal(expected, new MeteredServer(preset, "m").Read(page).CacheUse);

    [Fact]
    public void Of_TensorFlow_Serving_names_begin_with_a_colon_and_durations_are_in_microseconds()
    {
        static string Page(int ok, int bad, int refused, int fast) => $$"""
            # TYPE :tensorflow:serving:request_count counter
            :tensorflow:serving:request_count{model_name="half_plus_two",status="OK"} {{ok}}
            :tensorflow:serving:request_count{model_name="half_plus_two",status="INTERNAL"} {{bad}}
            :tensorflow:serving:request_count{model_name="half_plus_two",status="INVALID_ARGUMENT"} {{refused}}
            :tensorflow:serving:request_count{model_name="other",status="OK"} 77{{ok}}
            # TYPE :tensorflow:serving:request_latency histogram
            :tensorflow:serving:request_latency_bucket{model_name="half_plus_two",API="predict",entrypoint="REST",le="10"} 0
            :tensorflow:serving:request_latency_bucket{model_name="half_plus_two",API="predict",entrypoint="REST",le="18"} {{fast}}
            :tensorflow:serving:request_latency_bucket{model_name="half_plus_two",API="predict",entrypoint="REST",le="32.4"} {{fast}}
            :tensorflow:serving:request_latency_bucket{model_name="half_plus_two",API="predict",entrypoint="REST",le="+Inf"} {{ok}}
            :tensorflow:serving:request_latency_sum{model_name="half_plus_two",API="predict",entrypoint="REST"} {{ok}}000000
            :tensorflow:serving:request_latency_count{model_name="half_plus_two",API="predict",entrypoint="REST"} {{ok}}

            """;
        var sample = new MeteredServer("tensorflow-serving", "half_plus_two").ReadTwo(Page(2, 0, 1, 1), Page(5, 1, 9, 3));
        Assert.Equal((3, 1), (sample.Good, sample.Bad));
        Assert.Equal(new BucketCounts([10e-6, 18e-6, 32.4 / 1e6], [0, 2, 0, 1], 3), sample.Duration);
    }

    [Fact]
    public void Of_Triton_counters_lack_their_total_and_the_first_response_is_in_milliseconds()
    {
        static string Page(int ok, int failed, int canceled) => $$"""
            # HELP nv_inference_request_success Number of successful inference requests, all batch sizes
            # TYPE nv_inference_request_success counter
            nv_inference_request_success{model="m",version="1"} {{ok}}
            nv_inference_request_success{model="m",version="2"} 5
            # TYPE nv_inference_request_failure counter
            nv_inference_request_failure{model="m",reason="REJECTED",version="1"} 0
            nv_inference_request_failure{model="m",reason="BACKEND",version="1"} {{failed}}
            nv_inference_request_failure{model="m",reason="CANCELED",version="1"} {{canceled}}
            # TYPE nv_inference_pending_request_count gauge
            nv_inference_pending_request_count{model="m",version="1"} 4
            # TYPE nv_inference_first_response_histogram_ms histogram
            nv_inference_first_response_histogram_ms_count{model="m",version="1"} {{ok}}
            nv_inference_first_response_histogram_ms_sum{model="m",version="1"} {{ok}}00
            nv_inference_first_response_histogram_ms_bucket{model="m",version="1",le="100"} {{ok}}
            nv_inference_first_response_histogram_ms_bucket{model="m",version="1",le="500"} {{ok}}
            nv_inference_first_response_histogram_ms_bucket{model="m",version="1",le="+Inf"} {{ok}}

            """;
        var sample = new MeteredServer("triton", "m").ReadTwo(Page(1, 0, 0), Page(4, 2, 9));
        Assert.Equal((3, 2, 4), (sample.Good, sample.Bad, sample.Waiting));
        Assert.Equal(new BucketCounts([0.1, 0.5], [3, 0, 0], 0.3), sample.TimeToFirstToken);
    }

    [Fact]
    public void Of_TGI_tokens_are_sums_and_a_failure_that_never_was_is_0()
    {
        const string Before = "# TYPE tgi_request_success counter\ntgi_request_success 5\n# TYPE tgi_request_input_length histogram\ntgi_request_input_length_bucket{le=\"1\"} 5\ntgi_request_input_length_sum 100\ntgi_request_input_length_count 5\ntgi_request_generated_tokens_sum 7\n";
        const string After = "tgi_request_success 6\ntgi_request_input_length_sum 120\ntgi_request_generated_tokens_sum 9\ntgi_queue_size 2\n";
        var server = new MeteredServer("tgi");
        var sample = server.ReadTwo(Before, After);
        Assert.Equal((1, 0, 20, 2, 2), (sample.Good, sample.Bad, sample.PromptTokens, sample.OutputTokens, sample.Waiting));
        Assert.Equal((0, 3), (server.Read(After + "tgi_request_failure{err=\"overloaded\"} 3\ntgi_request_failure{err=\"validation\"} 2\n") is var next ? (next.Good, next.Bad) : default));
    }

    [Fact]
    public void Of_llama_cpp_there_are_tokens_and_no_requests()
    {
        static string Page(int tokens) => $"# TYPE llamacpp:tokens_predicted_total counter\nllamacpp:tokens_predicted_total {tokens}\n# TYPE llamacpp:predicted_tokens_seconds gauge\nllamacpp:predicted_tokens_seconds nan\nllamacpp:requests_processing 1\n";
        var sample = new MeteredServer("llama.cpp", "m").ReadTwo(Page(10), Page(15));
        Assert.Equal((null, null, 5, 1), (sample.Good, sample.Bad, sample.OutputTokens, sample.Running));
    }

    [Fact]
    public void Of_MLServer_a_declaration_without_a_series_is_0_and_only_paths_that_infer_have_durations()
    {
        static string Page(int ok, int ready) => $$"""
            # TYPE model_infer_request_success_total counter
            model_infer_request_success_total{model="m",version=""} {{ok}}.0
            # TYPE model_infer_request_failure_total counter
            # TYPE model_infer_request_duration summary
            model_infer_request_duration_count{model="m",version=""} {{ok}}.0
            model_infer_request_duration_sum{model="m",version=""} 0.5
            # TYPE rest_server_requests_duration_seconds histogram
            rest_server_requests_duration_seconds_bucket{app_name="mlserver",le="0.005",method="POST",path="/v2/models/{model_name}/infer",status_code="200"} {{ok}}.0
            rest_server_requests_duration_seconds_bucket{app_name="mlserver",le="+Inf",method="POST",path="/v2/models/{model_name}/infer",status_code="200"} {{ok}}.0
            rest_server_requests_duration_seconds_count{app_name="mlserver",method="POST",path="/v2/models/{model_name}/infer",status_code="200"} {{ok}}.0
            rest_server_requests_duration_seconds_sum{app_name="mlserver",method="POST",path="/v2/models/{model_name}/infer",status_code="200"} 1.0
            rest_server_requests_duration_seconds_bucket{app_name="mlserver",le="0.005",method="GET",path="/v2/health/ready",status_code="200"} {{ready}}.0
            rest_server_requests_duration_seconds_bucket{app_name="mlserver",le="+Inf",method="GET",path="/v2/health/ready",status_code="200"} {{ready}}.0

            """;
        var sample = new MeteredServer("mlserver", "m").ReadTwo(Page(3, 100), Page(5, 200));
        Assert.Equal((2, 0), (sample.Good, sample.Bad));
        Assert.Equal(new BucketCounts([0.005], [2, 0], 0), sample.Duration);
    }

    [Fact]
    public void Of_KServe_the_prediction_is_counted_and_no_failure_is()
    {
        static string Page(int count) => $"# TYPE request_predict_seconds histogram\nrequest_predict_seconds_bucket{{le=\"0.005\",model_name=\"m\"}} {count}.0\nrequest_predict_seconds_bucket{{le=\"+Inf\",model_name=\"m\"}} {count}.0\nrequest_predict_seconds_count{{model_name=\"m\"}} {count}.0\nrequest_predict_seconds_sum{{model_name=\"m\"}} {count}.0\n# TYPE request_predict_seconds_created gauge\nrequest_predict_seconds_created{{model_name=\"m\"}} 1.7e+09\n";
        var server = new MeteredServer("kserve-v1", "m");
        var idle = server.Read("# TYPE request_predict_seconds histogram\n");
        Assert.Equal((null, null), (idle.Failure, idle.Good));
        Assert.Equal((4, null), (server.Read(Page(4)) is var first ? (first.Good, first.Bad) : default));
        Assert.Equal(new BucketCounts([0.005], [2, 0], 2), server.Read(Page(6)).Duration);
    }

    [Fact]
    public void Of_TorchServe_good_is_all_but_the_failures()
    {
        static string Page(int all, int failed) => $"# TYPE Requests5XX counter\nRequests5XX{{Level=\"Host\",Hostname=\"h\"}} {failed}.0\n# TYPE ts_inference_requests_total counter\nts_inference_requests_total{{model_name=\"m\",model_version=\"default\",hostname=\"h\"}} {all}.0\n";
        var sample = new MeteredServer("torchserve", "m").ReadTwo(Page(10, 1), Page(20, 4));
        Assert.Equal((7, 3), (sample.Good, sample.Bad));
    }

    [Fact]
    public void Of_BentoML_the_status_says_what_is_good()
    {
        static string Page(int ok, int refused, int failed) => string.Concat(new[] { ("200", ok), ("400", refused), ("503", failed) }.Select(c => $"bentoml_service_request_total{{endpoint=\"/summarize\",service_name=\"s\",service_version=\"not available\",http_response_code=\"{c.Item1}\"}} {c.Item2}.0\n"));
        var sample = new MeteredServer("bentoml").ReadTwo(Page(1, 1, 1), Page(4, 6, 2));
        Assert.Equal((3, 1), (sample.Good, sample.Bad));
    }

    [Fact]
    public void Of_Ray_Serve_errors_are_taken_off_and_those_of_clients_are_nobodys()
    {
        static string Page(int all, int clients, int servers) => $$"""
            # TYPE ray_serve_num_http_requests_total counter
            ray_serve_num_http_requests_total{application="a",method="POST",route="/",status_code="200"} {{all}}
            # TYPE ray_serve_num_http_requests gauge
            ray_serve_num_http_requests{application="a",method="POST",route="/",status_code="200"} {{all}}
            # TYPE ray_serve_num_http_error_requests_total counter
            ray_serve_num_http_error_requests_total{application="a",error_code="404",method="POST",route="/"} {{clients}}
            ray_serve_num_http_error_requests_total{application="a",error_code="500",method="POST",route="/"} {{servers}}
            # TYPE ray_serve_http_request_latency_ms histogram
            ray_serve_http_request_latency_ms_bucket{application="a",le="1.0"} {{all}}
            ray_serve_http_request_latency_ms_bucket{application="a",le="+Inf"} {{all}}
            ray_serve_http_request_latency_ms_sum{application="a"} {{all}}000

            """;
        var sample = new MeteredServer("ray-serve").ReadTwo(Page(10, 1, 1), Page(20, 3, 2));
        Assert.Equal((7, 1), (sample.Good, sample.Bad));
        Assert.Equal(new BucketCounts([0.001], [10, 0], 10), sample.Duration);
    }

    [Fact]
    public void A_selector_picks_among_what_the_server_tells_apart()
    {
        static string Page(int mine, int others) => $"sglang:num_requests_total{{model_name=\"m\",tenant=\"a\"}} {mine}\nsglang:num_requests_total{{model_name=\"m\",tenant=\"b\"}} {others}\n";
        var sample = new MeteredServer("sglang", "other-name", LabelSet.From([new("tenant", "a")])).ReadTwo(Page(1, 1), Page(3, 9));
        Assert.Equal((2, null), (sample.Good, sample.Bad));
    }

    [Fact]
    public void A_selector_by_a_label_that_no_series_has_picks_nothing()
    {
        var server = new MeteredServer("sglang", "m", LabelSet.From([new("tennant", "a")]));
        Assert.Equal("no series has the label tennant of spec.traffic.selector", server.Read("sglang:num_requests_total{tenant=\"a\"} 1\n").Failure);
    }
}
