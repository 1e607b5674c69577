using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests.Presets;

public sealed class PresetCatalogTests
{
    private static readonly ProbeRequest.Health Health = new((string?)null);

    [Fact]
    public void The_capabilities_are_those_of_the_presets()
    {
        Assert.Equal(
            [
                "azureml", "bentoml", "clearml", "grpc-health", "http", "kserve-openai", "kserve-v1", "kserve-v2", "llama.cpp", "mlflow", "mlserver", "nim", "ollama", "openai",
                "ray-serve", "sagemaker", "seldon", "sglang", "tensorflow-serving", "tgi", "torchserve", "triton", "vertex", "vllm",
            ],
            PresetCatalog.Capabilities.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new("http", false, false, false, false), PresetCatalog.Capabilities["http"]);
        Assert.Equal(
            new("kserve-v2", true, true, true, false) { ApiRoot = "/v2", Signals = [HealthSignal.Live, HealthSignal.Ready, HealthSignal.ModelReady, HealthSignal.Listing], HasGrpc = true, GrpcRequestProblem = GrpcExchanges.Problem },
            PresetCatalog.Capabilities["kserve-v2"] with { Traffic = null });
        Assert.Equal(
            new("vllm", true, true, true, true) { ApiRoot = "/v1", Signals = [HealthSignal.Live, HealthSignal.Ready, HealthSignal.Listing], HasPromptPath = true, Streams = true },
            PresetCatalog.Capabilities["vllm"] with { Traffic = null });
        Assert.Equal(
            new("vertex", false, false, false, false)
            {
                Signals = [HealthSignal.Live, HealthSignal.Ready],
                Variables = new("AIP_HTTP_PORT", "AIP_HEALTH_ROUTE", "AIP_PREDICT_ROUTE"),
            },
            PresetCatalog.Capabilities["vertex"]);
        Assert.Equal(new("grpc-health", false, false, false, false) { HasGrpc = true, HasHttp = false }, PresetCatalog.Capabilities["grpc-health"]);
        Assert.Equal(["ollama"], PresetCatalog.Capabilities.Values.Where(preset => preset.KeepsAlive).Select(preset => preset.Id));
    }

    [Theory]
    [InlineData("kserve-v2", "m", null, "/v2/models/m/ready")]
    [InlineData("kserve-v2", "m", "3", "/v2/models/m/versions/3/ready")]
    [InlineData("kserve-v2", "a/b c", "1?", "/v2/models/a%2Fb%20c/versions/1%3F/ready")]
    [InlineData("kserve-v2", "[{version}]", null, "/v2/models/%5B%7Bversion%7D%5D/ready")]
    [InlineData("kserve-v2", null, null, "/v2/health/ready")]
    [InlineData("vllm", "m", null, "/health")]
    [InlineData("openai", "m", null, "/v1/models")]
    public void Health_is_asked_for_where_the_server_answers_it(string server, string? model, string? version, string path)
    {
        var request = Reading.Prepare(server, Health, model, version).NextRequest();
        Assert.Equal(("GET", path, null), (request.Method, request.PathAndQuery, request.ContentType));
        Assert.True(request.Body.IsEmpty);
    }

    [Theory]
    [InlineData("openai", null, "/v1/chat/completions")]
    [InlineData("vllm", null, "/v1/chat/completions")]
    [InlineData("kserve-openai", null, "/openai/v1/chat/completions")]
    [InlineData("tgi", null, "/generate")]
    [InlineData("ollama", null, "/api/chat")]
    [InlineData("kserve-v1", "3", "/v1/models/m:predict")]
    [InlineData("tensorflow-serving", null, "/v1/models/m:predict")]
    [InlineData("tensorflow-serving", "3", "/v1/models/m/versions/3:predict")]
    [InlineData("torchserve", "3", "/predictions/m/3")]
    [InlineData("mlflow", null, "/invocations")]
    [InlineData("sagemaker", null, "/invocations")]
    [InlineData("azureml", null, "/score")]
    [InlineData("clearml", null, "/serve/m")]
    public void Inference_posts_the_users_bodies_in_turn(string server, string? version, string path)
    {
        var exchange = Reading.Prepare(server, new ProbeRequest.Inference { Bodies = ["""{"a":1}""", "ä"] }, "m", version);
        var first = exchange.NextRequest();
        Assert.Equal(("POST", path, "application/json"), (first.Method, first.PathAndQuery, first.ContentType));
        Assert.Equal(["""{"a":1}""", "ä", """{"a":1}"""], [Reading.BodyOf(first), Reading.BodyOf(exchange.NextRequest()), Reading.BodyOf(exchange.NextRequest())]);
    }

    [Theory]
    [InlineData("kserve-v2", null, "/v2/models/m/infer")]
    [InlineData("kserve-v2", "3", "/v2/models/m/versions/3/infer")]
    [InlineData("triton", null, "/v2/models/m/infer")]
    [InlineData("mlserver", "3", "/v2/models/m/versions/3/infer")]
    [InlineData("seldon", null, "/v2/models/m/infer")]
    public void An_inference_request_has_an_id_by_which_it_can_be_told_unless_the_user_gave_it_one(string server, string? version, string path)
    {
        string[] bodies = ["""{"a":1}""", " {}", """{"id":"mine"}""", "ä", "[1]"];
        var exchange = Reading.Prepare(server, new ProbeRequest.Inference { Bodies = [.. bodies] }, "m", version);
        var requests = bodies.Select(_ => exchange.NextRequest()).ToList();
        Assert.All(requests, request => Assert.Equal(path, request.PathAndQuery));
        Assert.Equal(["""{"id":"slaagent","a":1}""", """ {"id":"slaagent"}""", """{"id":"mine"}""", "ä", "[1]"], requests.Select(Reading.BodyOf));
    }

    [Fact]
    public void The_paths_of_the_open_inference_protocol_are_those_of_its_own_description()
    {
        var description = Fixture.Text("oip/open_inference_rest.yaml");
        ProbeRequest[] requests = [Health, new ProbeRequest.Inference { Bodies = [Fixture.Text("oip/inference-request.json")] }];
        foreach (var request in requests)
        {
            var path = Reading.Prepare("kserve-v2", request, "NAME", "VERSION").NextRequest().PathAndQuery;
            var described = path.Replace("NAME", "${MODEL_NAME}", StringComparison.Ordinal).Replace("VERSION", "${MODEL_VERSION}", StringComparison.Ordinal);
            Assert.Contains($"  '{described}':", description, StringComparison.Ordinal);
        }

        Assert.Contains($"  {Reading.Prepare("kserve-v2", Health, null).NextRequest().PathAndQuery}:", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_method_and_content_type_are_the_users_where_given()
    {
        var request = Reading.Prepare("http", new ProbeRequest.Inference { Bodies = ["a,b"], Path = "/score?x=1", Method = "PUT", ContentType = "text/csv" }).NextRequest();
        Assert.Equal(("PUT", "/score?x=1", "text/csv"), (request.Method, request.PathAndQuery, request.ContentType));
    }

    [Fact]
    public void Without_a_body_the_question_is_a_get()
    {
        var request = Reading.Prepare("http", new ProbeRequest.Inference { Path = "/score" }).NextRequest();
        Assert.Equal(("GET", null, 0), (request.Method, request.ContentType, request.Body.Length));
    }

    [Fact]
    public void A_streamed_prompt_is_a_chat_that_asks_for_usage()
    {
        var request = Reading.Prepare("vllm", Reading.Prompt(), "llama").NextRequest();
        Assert.Equal("text/event-stream", request.Accept);
        Equal(
            """
            {"model":"llama","messages":[{"role":"user","content":"Say OK."}],"max_tokens":8,"temperature":0,
             "stream":true,"stream_options":{"include_usage":true},"user":"slaagent"}
            """,
            request);
    }

    [Theory]
    [InlineData("/v1/completions")]
    [InlineData("/openai/v1/completions?x=1")]
    public void A_prompt_to_the_path_of_text_completions_is_one(string path)
    {
        var prompt = new ProbeRequest.Inference { Prompt = "\"q\"\n\\ ä😀\u0001", Path = path };
        var request = Reading.Prepare("openai", prompt, "llama").NextRequest();
        Equal("""{"model":"llama","prompt":"\"q\"\n\\ ä😀\u0001","max_tokens":16,"temperature":0,"stream":false,"user":"slaagent"}""", request);
        Assert.Equal("application/json", request.Accept);
    }

    [Fact]
    public void A_prompt_to_another_path_of_chats_is_a_chat()
    {
        var request = Reading.Prepare("openai", Reading.Prompt() with { Path = "/openai/v1/chat/completions" }).NextRequest();
        Assert.Contains("messages", Reading.BodyOf(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_are_made_once()
    {
        var exchange = Reading.Prepare("vllm", Reading.Prompt());
        Assert.Same(exchange.NextRequest(), exchange.NextRequest());
    }

    [Fact]
    public void Every_answer_has_a_reader_of_its_own()
    {
        var exchange = Reading.Prepare("vllm", Reading.Prompt());
        exchange.NextRequest();
        var half = exchange.NewReader().Read("data: {\"choices\":[", Reading.Stream);
        Assert.Equal(SlaAgent.Core.Samples.Outcome.Truncated, half.Outcome);
        Assert.Equal(SlaAgent.Core.Samples.Outcome.Success, exchange.NewReader().Read(Fixture.Bytes("openai/chat_completion_chunk_stream.txt"), Reading.Stream).Outcome);
    }

    [Fact]
    public void What_a_checked_configuration_never_asks_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Reading.Prepare("nonesuch", Health));
        Assert.Throws<ArgumentException>(() => Reading.Prepare("http", Health));
        Assert.Throws<ArgumentException>(() => Reading.Prepare("http", new ProbeRequest.Inference { Bodies = ["{}"] }));
        Assert.Throws<ArgumentException>(() => Reading.Prepare("kserve-v2", Reading.Prompt()));
        Assert.Throws<ArgumentException>(() => Reading.Prepare("http", Reading.Body(expect: new() { Json = [new("a", "1")] })));
        Assert.Throws<ArgumentException>(() => Reading.Prepare("http", Reading.Body(expect: new() { Json = [new("$", "{")] })));
    }

    private static void Equal(string expected, ServerRequest request) => Reading.EqualBody(expected, request);
}
