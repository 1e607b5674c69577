using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

/// <summary>What each server's health says: well, failing, loading, and with a model that is not ready.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData(Dialect.Vllm, "/health", 200, 503, 503, 200)]
    [InlineData(Dialect.Vllm, "/ping", 200, 503, 503, 200)]
    [InlineData(Dialect.Vllm, "/v1/models", 200, 200, 200, 200)]
    [InlineData(Dialect.SgLang, "/health", 200, 503, 503, 200)]
    [InlineData(Dialect.SgLang, "/health_generate", 200, 503, 503, 503)]
    [InlineData(Dialect.LlamaCpp, "/health", 200, 503, 503, 200)]
    [InlineData(Dialect.LlamaCpp, "/v1/models", 200, 200, 200, 200)]
    [InlineData(Dialect.Tgi, "/", 200, 503, 503, 200)]
    [InlineData(Dialect.Tgi, "/health", 200, 503, 503, 200)]
    [InlineData(Dialect.Ollama, "/", 200, 200, 200, 200)]
    [InlineData(Dialect.Ollama, "/api/version", 200, 200, 200, 200)]
    [InlineData(Dialect.KServeV1, "/", 200, 503, 200, 200)]
    [InlineData(Dialect.KServeV1, "/v1/models/iris", 200, 503, 503, 503)]
    [InlineData(Dialect.KServeV2, "/v2/health/live", 200, 503, 200, 200)]
    [InlineData(Dialect.KServeV2, "/v2/health/ready", 200, 503, 200, 200)]
    [InlineData(Dialect.KServeV2, "/v2/models/iris/ready", 200, 503, 503, 503)]
    [InlineData(Dialect.KServeOpenAi, "/v2/health/ready", 200, 503, 200, 200)]
    [InlineData(Dialect.KServeOpenAi, "/v2/models/demo-chat/ready", 200, 503, 503, 503)]
    [InlineData(Dialect.Triton, "/v2/health/live", 200, 400, 200, 200)]
    [InlineData(Dialect.Triton, "/v2/health/ready", 200, 400, 400, 400)]
    [InlineData(Dialect.Triton, "/v2/models/iris/ready", 200, 400, 400, 400)]
    [InlineData(Dialect.Triton, "/v2/models/demo-chat/versions/1/ready", 200, 400, 400, 400)]
    [InlineData(Dialect.MlServer, "/v2/health/live", 200, 400, 200, 200)]
    [InlineData(Dialect.MlServer, "/v2/health/ready", 200, 400, 400, 400)]
    [InlineData(Dialect.MlServer, "/v2/models/iris/ready", 200, 400, 400, 400)]
    [InlineData(Dialect.Seldon, "/v2/models/iris/ready", 200, 400, 400, 400)]
    [InlineData(Dialect.TensorFlowServing, "/v1/models/iris", 200, 200, 200, 200)]
    [InlineData(Dialect.TorchServe, "/ping", 200, 200, 200, 200)]
    [InlineData(Dialect.MlFlow, "/ping", 200, 404, 404, 404)]
    [InlineData(Dialect.MlFlow, "/health", 200, 404, 404, 404)]
    [InlineData(Dialect.SageMaker, "/ping", 200, 503, 503, 503)]
    [InlineData(Dialect.Vertex, "/health", 200, 503, 503, 503)]
    [InlineData(Dialect.AzureMl, "/", 200, 200, 200, 200)]
    [InlineData(Dialect.BentoMl, "/livez", 200, 503, 200, 200)]
    [InlineData(Dialect.BentoMl, "/readyz", 200, 503, 503, 503)]
    [InlineData(Dialect.RayServe, "/-/healthz", 200, 503, 503, 503)]
    [InlineData(Dialect.Nim, "/v1/health/live", 200, 503, 200, 200)]
    [InlineData(Dialect.Nim, "/v1/health/ready", 200, 503, 503, 503)]
    [InlineData(Dialect.ClearMl, "/health", 404, 404, 404, 404)]
    public async Task Health_has_the_statuses_of_the_real_server(Dialect dialect, string path, int well, int failing, int loading, int modelNotReady)
    {
        await using var server = await RunningServer.StartAsync(dialect);

        List<int> statuses = [];
        foreach (var faults in (FaultSet[])[FaultSet.None, new() { HealthFailing = true }, new() { Loading = true }, new() { ModelNotReady = true }])
        {
            server.Faults = faults;
            statuses.Add((await server.GetAsync(path)).Status);
        }

        Assert.Equal([well, failing, loading, modelNotReady], statuses);
    }

    [Theory]
    [InlineData(Dialect.Vllm, "/health", "")]
    [InlineData(Dialect.LlamaCpp, "/v1/health", """{"status":"ok"}""")]
    [InlineData(Dialect.Tgi, "/health", "")]
    [InlineData(Dialect.Ollama, "/", "Ollama is running")]
    [InlineData(Dialect.KServeV1, "/", """{"status":"alive"}""")]
    [InlineData(Dialect.KServeV1, "/v1/models/iris", """{"name":"iris","ready":true}""")]
    [InlineData(Dialect.KServeV2, "/v2/health/ready", """{"ready":true}""")]
    [InlineData(Dialect.Triton, "/v2/health/ready", "")]
    [InlineData(Dialect.MlServer, "/v2/models/iris/ready", "")]
    [InlineData(Dialect.TorchServe, "/ping", """{"status":"Healthy"}""")]
    [InlineData(Dialect.MlFlow, "/ping", "\n")]
    [InlineData(Dialect.SageMaker, "/ping", "")]
    [InlineData(Dialect.AzureMl, "/", "Healthy")]
    [InlineData(Dialect.BentoMl, "/readyz", "\n")]
    [InlineData(Dialect.RayServe, "/-/healthz", "success")]
    [InlineData(Dialect.Nim, "/v1/health/ready", """{"object":"health.response","message":"Service is ready."}""")]
    public async Task Good_health_has_the_body_of_the_real_server(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);

        Assert.Equal(body, (await server.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData(Dialect.LlamaCpp, "/health", """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""")]
    [InlineData(Dialect.Tgi, "/health", """{"error":"unhealthy","error_type":"healthcheck"}""")]
    [InlineData(Dialect.KServeV2, "/v2/models/iris/ready", """{"error":"Model with name iris is not ready."}""")]
    [InlineData(Dialect.Triton, "/v2/health/ready", "")]
    [InlineData(Dialect.Triton, "/v2/models/iris/ready", """{"error":"Model version not ready"}""")]
    [InlineData(Dialect.MlServer, "/v2/models/iris/ready", """{"error":"Model 'iris' is not ready yet."}""")]
    [InlineData(Dialect.TorchServe, "/ping", """{"status":"Unhealthy"}""")]
    public async Task A_loading_server_says_so_in_its_own_words(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { Loading = true };

        Assert.Equal(body, (await server.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData(Dialect.KServeV1, "/v1/models/tulip")]
    [InlineData(Dialect.KServeV2, "/v2/models/tulip/ready")]
    [InlineData(Dialect.Triton, "/v2/models/tulip/ready")]
    [InlineData(Dialect.MlServer, "/v2/models/tulip/ready")]
    [InlineData(Dialect.TensorFlowServing, "/v1/models/tulip")]
    [InlineData(Dialect.TorchServe, "/models/tulip")]
    public async Task A_model_that_is_unknown_is_404(Dialect dialect, string path)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        Assert.Equal(404, (await server.GetAsync(path)).Status);

        server.Faults = new FaultSet { ModelUnknown = true };
        Assert.Equal(404, (await server.GetAsync(path.Replace("tulip", "iris", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData(Dialect.Vllm, "/v1/models")]
    [InlineData(Dialect.KServeOpenAi, "/openai/v1/models")]
    [InlineData(Dialect.Ollama, "/api/tags")]
    public async Task A_model_that_is_gone_is_not_in_the_list(Dialect dialect, string path)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        Assert.Contains("\"demo-chat", (await server.GetAsync(path)).Text, StringComparison.Ordinal);

        server.Faults = new FaultSet { ModelUnknown = true };

        Assert.DoesNotContain("\"demo-chat", (await server.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dialect.Vllm, "/health")]
    [InlineData(Dialect.Triton, "/v2/health/ready")]
    [InlineData(Dialect.TensorFlowServing, "/v1/models/iris")]
    [InlineData(Dialect.AzureMl, "/")]
    public async Task Health_that_hangs_is_never_answered(Dialect dialect, string path)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { HealthHang = true };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var hanging = server.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        await server.UntilInProgressAsync(1);

        Assert.False(hanging.IsCompleted);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        await server.UntilInProgressAsync(0);
    }
}
