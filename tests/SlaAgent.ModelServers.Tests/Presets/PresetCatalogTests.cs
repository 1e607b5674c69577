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
        Assert.Equal(["grpc-health", "http", "kserve-v2", "openai", "vllm"], PresetCatalog.Capabilities.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new("http", false, false, false, false), PresetCatalog.Capabilities["http"]);
        Assert.Equal(
            new("kserve-v2", true, true, true, false) { ApiRoot = "/v2", HasGrpc = true, GrpcRequestProblem = GrpcExchanges.Problem },
            PresetCatalog.Capabilities["kserve-v2"]);
        Assert.Equal(new("grpc-health", false, false, false, false) { HasGrpc = true, HasHttp = false }, PresetCatalog.Capabilities["grpc-health"]);
        Assert.Equal(new("openai", true, true, true, true) { ApiRoot = "/v1" }, PresetCatalog.Capabilities["openai"]);
        Assert.Equal(new("vllm", true, true, true, true) { ApiRoot = "/v1" }, PresetCatalog.Capabilities["vllm"]);
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
    [InlineData("kserve-v2", null, "/v2/models/m/infer")]
    [InlineData("kserve-v2", "3", "/v2/models/m/versions/3/infer")]
    [InlineData("openai", null, "/v1/chat/completions")]
    [InlineData("vllm", null, "/v1/chat/completions")]
    public void Inference_posts_the_users_bodies_in_turn(string server, string? version, string path)
    {
        var exchange = Reading.Prepare(server, new ProbeRequest.Inference { Bodies = ["""{"a":1}""", "ä"] }, "m", version);
        var first = exchange.NextRequest();
        Assert.Equal(("POST", path, "application/json"), (first.Method, first.PathAndQuery, first.ContentType));
        Assert.Equal(["""{"a":1}""", "ä", """{"a":1}"""], [Reading.BodyOf(first), Reading.BodyOf(exchange.NextRequest()), Reading.BodyOf(exchange.NextRequest())]);
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
             "stream":true,"stream_options":{"include_usage":true}}
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
        Equal("""{"model":"llama","prompt":"\"q\"\n\\ ä😀\u0001","max_tokens":16,"temperature":0,"stream":false}""", request);
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

    private static void Equal(string expected, ServerRequest request)
    {
        using var wanted = JsonDocument.Parse(expected);
        using var sent = JsonDocument.Parse(request.Body);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, sent.RootElement), Reading.BodyOf(request));
    }
}
