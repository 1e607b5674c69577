using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Presets;

/// <summary>Where each kind of server is asked for its health, and what its answers mean.</summary>
public sealed class HealthQuestionTests
{
    private static readonly (string Server, string Live, string Ready, string ModelReady, string Listing, string Usual)[] Paths =
    [
        ("openai", "/v1/models", "/v1/models", "/v1/models", "/v1/models", "/v1/models"),
        ("vllm", "/health", "/health", "", "/v1/models", "/health"),
        ("sglang", "/health", "/health", "", "/v1/models", "/health"),
        ("llama.cpp", "/health", "/health", "", "/v1/models", "/health"),
        ("nim", "/v1/health/live", "/v1/health/ready", "", "/v1/models", "/v1/health/ready"),
        ("kserve-openai", "/", "/v2/health/ready", "/openai/v1/models", "/openai/v1/models", "/openai/v1/models"),
        ("tgi", "/health", "/health", "", "/v1/models", "/health"),
        ("ollama", "/", "/api/version", "/api/tags", "/api/tags", "/api/tags"),
        ("kserve-v2", "/v2/health/live", "/v2/health/ready", "/v2/models/m/ready", "/v2/models", "/v2/models/m/ready"),
        ("triton", "/v2/health/live", "/v2/health/ready", "/v2/models/m/ready", "", "/v2/models/m/ready"),
        ("mlserver", "/v2/health/live", "/v2/health/ready", "/v2/models/m/ready", "", "/v2/models/m/ready"),
        ("seldon", "/v2/health/live", "/v2/health/ready", "/v2/models/m/ready", "", "/v2/models/m/ready"),
        ("kserve-v1", "/", "", "/v1/models/m", "/v1/models", "/v1/models/m"),
        ("tensorflow-serving", "connect", "", "/v1/models/m", "", "/v1/models/m"),
        ("torchserve", "/ping", "/ping", "", "", "/ping"),
        ("mlflow", "/ping", "/health", "", "", "/health"),
        ("sagemaker", "/ping", "/ping", "", "", "/ping"),
        ("azureml", "/", "/", "", "", "/"),
        ("bentoml", "/livez", "/readyz", "", "", "/readyz"),
        ("ray-serve", "/-/healthz", "/-/healthz", "", "", "/-/healthz"),
        ("clearml", "connect", "connect", "", "", "connect"),
    ];

    public static TheoryData<int> Servers => [.. Enumerable.Range(0, Paths.Length)];

    [Theory]
    [MemberData(nameof(Servers))]
    public void Each_question_goes_where_the_server_answers_it(int index)
    {
        var (server, live, ready, modelReady, listing, usual) = Paths[index];
        Assert.Equal(
            (live, ready, modelReady, listing, usual),
            (PathOf(server, HealthSignal.Live), PathOf(server, HealthSignal.Ready), PathOf(server, HealthSignal.ModelReady), PathOf(server, HealthSignal.Listing), PathOf(server, HealthSignal.Default)));
    }

    [Theory]
    [InlineData("llama.cpp", HealthSignal.Live, 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", Outcome.Success, null)]
    [InlineData("llama.cpp", HealthSignal.Ready, 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", Outcome.NotReady, "status 503: unavailable_error: Loading model")]
    [InlineData("llama.cpp", HealthSignal.Ready, 200, """{"status":"ok"}""", Outcome.Success, null)]
    [InlineData("llama.cpp", HealthSignal.Ready, 200, """{"status":"loading model"}""", Outcome.NotReady, "the server says $.status: loading model, expected ok")]
    [InlineData("tgi", HealthSignal.Ready, 503, """{"error":"unhealthy","error_type":"healthcheck"}""", Outcome.NotReady, "status 503: healthcheck: unhealthy")]
    [InlineData("tgi", HealthSignal.Ready, 200, "", Outcome.Success, null)]
    [InlineData("ollama", HealthSignal.Live, 200, "Ollama is running", Outcome.Success, null)]
    [InlineData("ollama", HealthSignal.Live, 200, "<html>nginx</html>", Outcome.NotReady, "the server does not say Ollama is running: <html>nginx</html>")]
    [InlineData("ollama", HealthSignal.Default, 200, """{"models":[{"name":"m:latest","size":1}]}""", Outcome.Success, null)]
    [InlineData("ollama", HealthSignal.Default, 200, """{"models":[{"name":"m:7b"},{"name":"n"}]}""", Outcome.NotReady, "the server does not list the model m; it lists m:7b, n")]
    [InlineData("kserve-v1", HealthSignal.Default, 200, """{"name":"m","ready":true}""", Outcome.Success, null)]
    [InlineData("kserve-v1", HealthSignal.Default, 200, """{"name":"m","ready":false}""", Outcome.NotReady, "the server says ready: false")]
    [InlineData("kserve-v1", HealthSignal.Default, 503, """{"error":"Model with name m is not ready."}""", Outcome.NotReady, "status 503: Model with name m is not ready.")]
    [InlineData("kserve-v1", HealthSignal.Listing, 200, """{"models":["m","n"]}""", Outcome.Success, null)]
    [InlineData("kserve-v1", HealthSignal.Listing, 200, """{"models":[]}""", Outcome.NotReady, "the server does not list the model m; it lists none")]
    [InlineData("tensorflow-serving", HealthSignal.Default, 200, """{"model_version_status":[{"version":"2","state":"LOADING"},{"version":"1","state":"AVAILABLE","status":{"error_code":"OK"}}]}""", Outcome.Success, null)]
    [InlineData("tensorflow-serving", HealthSignal.Default, 200, """{"model_version_status":[{"version":"1","state":"END"}]}""", Outcome.NotReady, "the server says $.model_version_status[*].state: END, expected AVAILABLE")]
    [InlineData("tensorflow-serving", HealthSignal.Default, 404, """{"error":"Could not find any versions of model m"}""", Outcome.Http4xx, "status 404: Could not find any versions of model m")]
    [InlineData("torchserve", HealthSignal.Default, 200, """{"status":"Healthy"}""", Outcome.Success, null)]
    [InlineData("torchserve", HealthSignal.Default, 200, """{"status":"Partial Healthy"}""", Outcome.NotReady, "the server says $.status: Partial Healthy, expected Healthy")]
    [InlineData("torchserve", HealthSignal.Live, 200, """{"status":"Unhealthy"}""", Outcome.Success, null)]
    [InlineData("torchserve", HealthSignal.Default, 200, """{"other":1}""", Outcome.InvalidResponse, "expected a value at $.status")]
    [InlineData("mlflow", HealthSignal.Default, 200, "\n", Outcome.Success, null)]
    [InlineData("mlflow", HealthSignal.Default, 404, "\n", Outcome.NotReady, "status 404")]
    [InlineData("azureml", HealthSignal.Default, 200, "Healthy", Outcome.Success, null)]
    [InlineData("bentoml", HealthSignal.Default, 503, "", Outcome.NotReady, "status 503")]
    [InlineData("ray-serve", HealthSignal.Default, 200, "success", Outcome.Success, null)]
    [InlineData("ray-serve", HealthSignal.Default, 200, "draining", Outcome.NotReady, "the server does not say success: draining")]
    [InlineData("nim", HealthSignal.Default, 503, """{"message":"Service is not ready."}""", Outcome.NotReady, "status 503: Service is not ready.")]
    [InlineData("vllm", HealthSignal.Listing, 200, """{"object":"list","data":[{"id":"other"}]}""", Outcome.NotReady, "the server does not list the model m; it lists other")]
    [InlineData("triton", HealthSignal.Ready, 400, "", Outcome.NotReady, "status 400")]
    public void Readiness_is_read_as_each_server_writes_it(string server, HealthSignal signal, int status, string body, Outcome outcome, string? detail)
    {
        var answer = Reading.Reader(server, Ask(signal)).Read(body, status: status);
        Assert.Equal((outcome, detail), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void A_version_asked_for_is_the_one_that_must_be_available()
    {
        var request = Reading.Prepare("tensorflow-serving", Ask(HealthSignal.Default), "m", "3").NextRequest();
        Assert.Equal("/v1/models/m/versions/3", request.PathAndQuery);
    }

    [Fact]
    public void Statuses_of_the_users_own_go_before_the_presets() =>
        Assert.Equal(Outcome.Http5xx, Reading.Reader("llama.cpp", Ask(HealthSignal.Live) with { Expect = new() { Statuses = [204] } }).Read("", status: 503).Outcome);

    [Fact]
    public void Where_a_connection_is_the_answer_nothing_is_sent()
    {
        var exchange = Reading.Prepare("clearml", Ask(HealthSignal.Default));
        Assert.True(exchange.ConnectsOnly);
        Assert.Throws<InvalidOperationException>(exchange.NextRequest);
        Assert.Throws<InvalidOperationException>(exchange.NewReader);
    }

    [Fact]
    public void A_question_that_the_server_does_not_answer_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Reading.Prepare("mlflow", Ask(HealthSignal.Listing)));
        Assert.Throws<ArgumentException>(() => Reading.Prepare("vertex", Ask(HealthSignal.Default)));
    }

    private static ProbeRequest.Health Ask(HealthSignal signal) => new((string?)null) { Signal = signal };

    private static string PathOf(string server, HealthSignal signal)
    {
        ProbeExchange exchange;
        try
        {
            exchange = Reading.Prepare(server, Ask(signal));
        }
        catch (ArgumentException)
        {
            return "";
        }

        return exchange.ConnectsOnly ? "connect" : exchange.NextRequest().PathAndQuery;
    }
}
