using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Tests.Dialects;

namespace SlaAgent.DemoServer.Tests.Metrics;

/// <summary>The pages of the other servers: their names, their labels, and above all their units.</summary>
public sealed class MetricsPageTests
{
    private const string Tensor = """{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}""";

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task Every_page_can_be_read_and_its_histograms_add_up(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        await server.PostAsync(path, body);
        if (DialectCatalog.Of(dialect).Metrics is not { } metrics)
        {
            Assert.Equal(404, (await server.GetAsync("/metrics")).Status);
            return;
        }

        var page = await Page.ReadAsync(server, metrics.Path);

        Assert.NotEmpty(page.Samples);
        Assert.All(page.Samples.Where(sample => sample.Key.Contains("le=\"+Inf\"", StringComparison.Ordinal)), infinite =>
        {
            var count = infinite.Key.Replace("_bucket{", "_count{", StringComparison.Ordinal).Replace(",le=\"+Inf\"", "", StringComparison.Ordinal).Replace("{le=\"+Inf\"}", "", StringComparison.Ordinal);
            Assert.Equal(page[count], infinite.Value);
        });
    }

    [Fact]
    public async Task Triton_counts_microseconds_and_first_responses_in_milliseconds()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(time, new DemoServerOptions { Dialect = Dialect.Triton, FirstTokenDelay = TimeSpan.FromSeconds(3), TokenInterval = TimeSpan.Zero });
        var reply = server.PostAsync("/v2/models/demo-chat/generate_stream", """{"text_input":"Hello","max_tokens":2}""");
        await time.AdvanceUntilAsync(reply, TimeSpan.FromMilliseconds(50));
        await server.PostAsync("/v2/models/iris/infer", Tensor);
        server.Faults = new FaultSet { ErrorShare = 1 };
        await server.PostAsync("/v2/models/iris/infer", Tensor);
        server.Faults = new FaultSet { Overload = 503 };
        await server.PostAsync("/v2/models/iris/infer", Tensor);

        var page = await Page.ReadAsync(server);

        Assert.Equal(1, page["nv_inference_request_success{model=\"iris\",version=\"1\"}"]);
        Assert.Equal(1, page["nv_inference_request_failure{model=\"iris\",reason=\"BACKEND\",version=\"1\"}"]);
        Assert.Equal(1, page["nv_inference_request_failure{model=\"iris\",reason=\"REJECTED\",version=\"1\"}"]);
        Assert.Equal(0, page["nv_inference_request_failure{model=\"demo-chat\",reason=\"BACKEND\",version=\"1\"}"]);
        Assert.InRange(page["nv_inference_request_duration_us{model=\"demo-chat\",version=\"1\"}"], 3_000_000, 60_000_000);
        Assert.Equal([100, 500, 2000, 5000], page.Bounds("nv_inference_first_response_histogram_ms"));
        Assert.Equal(0, page["nv_inference_first_response_histogram_ms_bucket{model=\"demo-chat\",version=\"1\",le=\"2000\"}"]);
        Assert.InRange(page["nv_inference_first_response_histogram_ms_sum{model=\"demo-chat\",version=\"1\"}"], 3_000, 60_000);
    }

    [Fact]
    public async Task TensorFlow_Servings_names_begin_with_a_colon_and_count_microseconds()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(time, RunningServer.Quick with { Dialect = Dialect.TensorFlowServing });
        server.Faults = new FaultSet { ExtraLatencySeconds = 2 };
        var reply = server.PostAsync("/v1/models/iris:predict", """{"instances":[[5.1,3.5,1.4,0.2]]}""");
        await time.AdvanceUntilAsync(reply, TimeSpan.FromMilliseconds(50));
        server.Faults = FaultSet.None;
        await server.PostAsync("/v1/models/iris:predict", "{}");

        var page = await Page.ReadAsync(server, "/monitoring/prometheus/metrics");

        Assert.Equal(1, page[":tensorflow:serving:request_count{model_name=\"iris\",status=\"OK\"}"]);
        Assert.Equal(1, page[":tensorflow:serving:request_count{model_name=\"iris\",status=\"INVALID_ARGUMENT\"}"]);
        Assert.InRange(page[":tensorflow:serving:request_latency_sum{model_name=\"iris\",API=\"predict\",entrypoint=\"REST\"}"], 2_000_000, 60_000_000);
        Assert.Equal((33, 10, 18), (page.Bounds(":tensorflow:serving:request_latency").Length, page.Bounds(":tensorflow:serving:request_latency")[0], page.Bounds(":tensorflow:serving:request_latency")[1]));
        Assert.DoesNotContain("# HELP", (await server.GetAsync("/monitoring/prometheus/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Llama_cpp_has_a_nan_before_its_first_token_and_no_labels()
    {
        await using var server = await RunningServer.StartAsync(Dialect.LlamaCpp);

        var before = await Page.ReadAsync(server);
        await server.PostAsync("/v1/completions", """{"prompt":"Hello there","max_tokens":3}""");
        var after = await Page.ReadAsync(server);

        Assert.True(double.IsNaN(before["llamacpp:predicted_tokens_seconds"]));
        Assert.Equal((2, 3), (after["llamacpp:prompt_tokens_total"], after["llamacpp:tokens_predicted_total"]));
        Assert.DoesNotContain(after.Samples.Keys, key => key.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public async Task MLServers_summary_has_no_quantiles_and_Seldon_adds_to_it()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Seldon);
        await server.PostAsync("/v2/models/iris/infer", Tensor);

        var page = await Page.UntilAsync(server, page => page.Samples.Keys.Any(key => key.StartsWith("rest_server_requests_total", StringComparison.Ordinal)));

        Assert.Equal("summary", page.Types["model_infer_request_duration"]);
        Assert.Equal(1, page["model_infer_request_duration_count{model=\"iris\",version=\"1\"}"]);
        Assert.Equal(1, page["model_infer_request_success_total{model=\"iris\",version=\"1\"}"]);
        Assert.Equal(1, page["seldon_model_infer_api_seconds_count{method_type=\"rest\",model=\"iris\"}"]);
        Assert.Equal(1, page["rest_server_requests_total{app_name=\"mlserver\",method=\"POST\",path=\"/v2/models/{model}/infer\",status_code=\"200\"}"]);
    }

    [Fact]
    public async Task TGI_counts_each_failure_by_its_kind()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Tgi);
        await server.PostAsync("/generate", """{"inputs":"Hello"}""");
        await server.PostAsync("/generate", "{}");
        server.Faults = new FaultSet { Overload = 429 };
        await server.PostAsync("/generate", """{"inputs":"Hello"}""");

        var page = await Page.ReadAsync(server);

        Assert.Equal((3, 1), (page["tgi_request_count"], page["tgi_request_success"]));
        Assert.Equal((1, 1, 0), (page["tgi_request_failure{err=\"validation\"}"], page["tgi_request_failure{err=\"overloaded\"}"], page["tgi_request_failure{err=\"generation\"}"]));
        Assert.Equal((35, .0001), (page.Bounds("tgi_request_duration").Length, page.Bounds("tgi_request_duration")[0]));
    }

    [Theory]
    [InlineData(Dialect.BentoMl, "/classify", "bentoml_service_request_total{endpoint=\"/classify\",http_response_code=\"400\",service_name=\"iris_classifier\",service_version=\"1\",runner_name=\"iris_classifier\"}")]
    [InlineData(Dialect.RayServe, "/", "ray_serve_num_http_error_requests_total{application=\"default\",route=\"/\",method=\"POST\",error_code=\"400\"}")]
    [InlineData(Dialect.TorchServe, "/predictions/iris", "Requests4XX{Level=\"Host\",Hostname=\"demo\"}")]
    public async Task Errors_are_counted_over_HTTP(Dialect dialect, string path, string series)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        await server.PostAsync(path, "{}");

        var page = await Page.UntilAsync(server, page => page.Samples.ContainsKey(series));

        Assert.Equal(1, page[series]);
    }

    [Fact]
    public async Task Ray_Serve_and_TorchServe_have_units_of_their_own()
    {
        var time = new FakeTimeProvider();
        await using var ray = await RunningServer.StartAsync(time, RunningServer.Quick with { Dialect = Dialect.RayServe });
        await using var torch = await RunningServer.StartAsync(time, RunningServer.Quick with { Dialect = Dialect.TorchServe });
        ray.Faults = torch.Faults = new FaultSet { ExtraLatencySeconds = 2 };
        var replies = Task.WhenAll(ray.PostAsync("/", """{"instances":[[5.1,3.5,1.4,0.2]]}"""), torch.PostAsync("/predictions/iris", "[[5.1,3.5,1.4,0.2]]"));
        await time.AdvanceUntilAsync(replies, TimeSpan.FromMilliseconds(50));

        Assert.InRange((await Page.ReadAsync(ray))["ray_serve_deployment_processing_latency_ms_sum{application=\"default\",deployment=\"iris\"}"], 2_000, 60_000);
        Assert.InRange((await Page.ReadAsync(torch))["ts_inference_latency_microseconds{model_name=\"iris\",model_version=\"1.0\",hostname=\"demo\"}"], 2_000_000, 60_000_000);
    }

    [Fact]
    public async Task NIMs_metrics_are_vLLMs_without_the_prefix()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Nim);

        var types = (await Page.ReadAsync(server, "/v1/metrics")).Types;

        Assert.Equal(("gauge", "histogram"), (types["num_requests_running"], types["time_to_first_token_seconds"]));
    }
}
