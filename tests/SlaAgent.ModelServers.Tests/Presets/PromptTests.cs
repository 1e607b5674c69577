using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Tests.Presets;

/// <summary>What is sent for a prompt: in each server's form, and with as few side effects as it allows.</summary>
public sealed class PromptTests
{
    [Theory]
    [InlineData("ollama", true, "/api/chat", "application/x-ndjson", """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"stream":true,"keep_alive":"300s","options":{"num_predict":8,"temperature":0}}""")]
    [InlineData("ollama", false, "/api/chat", "application/json", """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"stream":false,"keep_alive":"300s","options":{"num_predict":8,"temperature":0}}""")]
    [InlineData("tgi", true, "/generate_stream", "text/event-stream", """{"inputs":"Say OK.","parameters":{"max_new_tokens":8,"do_sample":false,"details":true}}""")]
    [InlineData("tgi", false, "/generate", "application/json", """{"inputs":"Say OK.","parameters":{"max_new_tokens":8,"do_sample":false,"details":true}}""")]
    [InlineData("triton", true, "/v2/models/m/generate_stream", "text/event-stream", """{"id":"slaagent","text_input":"Say OK.","parameters":{"max_tokens":8,"temperature":0,"stream":true,"exclude_input_in_output":true}}""")]
    [InlineData("triton", false, "/v2/models/m/generate", "application/json", """{"id":"slaagent","text_input":"Say OK.","parameters":{"max_tokens":8,"temperature":0,"stream":false,"exclude_input_in_output":true}}""")]
    [InlineData("llama.cpp", true, "/v1/chat/completions", "text/event-stream", """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"max_tokens":8,"temperature":0,"stream":true,"user":"slaagent","stream_options":{"include_usage":true},"cache_prompt":false}""")]
    [InlineData("sglang", false, "/v1/chat/completions", "application/json", """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"max_tokens":8,"temperature":0,"stream":false,"user":"slaagent"}""")]
    [InlineData("kserve-openai", false, "/openai/v1/chat/completions", "application/json", """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"max_tokens":8,"temperature":0,"stream":false,"user":"slaagent"}""")]
    [InlineData("clearml", false, "/serve/openai/v1/chat/completions", "application/json", """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"max_tokens":8,"temperature":0,"stream":false,"user":"slaagent"}""")]
    public void A_prompt_is_sent_in_the_servers_own_form(string server, bool stream, string path, string accept, string body)
    {
        var request = Reading.Prepare(server, Reading.Prompt(stream)).NextRequest();
        Assert.Equal(("POST", path, accept, "application/json"), (request.Method, request.PathAndQuery, request.Accept, request.ContentType));
        Reading.EqualBody(body, request);
    }

    [Fact]
    public void The_form_is_that_of_the_users_path()
    {
        var request = Reading.Prepare("ollama", Reading.Prompt(false) with { Path = "/api/generate" }).NextRequest();
        Reading.EqualBody("""{"model":"m","prompt":"Say OK.","stream":false,"keep_alive":"300s","options":{"num_predict":8,"temperature":0}}""", request);
        Assert.Contains("messages", Reading.BodyOf(Reading.Prepare("tgi", Reading.Prompt() with { Path = "/v1/chat/completions" }).NextRequest()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_named_is_left_out() =>
        Assert.DoesNotContain("model", Reading.BodyOf(Reading.Prepare("llama.cpp", Reading.Prompt(), model: null).NextRequest()), StringComparison.Ordinal);

    [Theory]
    [InlineData("vllm")]
    [InlineData("ollama")]
    [InlineData("tgi")]
    [InlineData("triton")]
    public void Every_prompt_begins_with_other_characters(string server)
    {
        var exchange = Reading.Prepare(server, Reading.Prompt() with { Prompt = "[0123456789ab] ä" });
        var prefixes = Enumerable.Range(0, 200).Select(_ => Reading.Nonce().Match(Reading.BodyOf(exchange.NextRequest())).Value).ToList();
        Assert.All(prefixes, prefix => Assert.Equal(15, prefix.Length));
        Assert.Equal(200, prefixes.Distinct().Count());
    }

    [Fact]
    public void A_new_beginning_costs_no_memory()
    {
        var exchange = Reading.Prepare("vllm", Reading.Prompt());
        exchange.NextRequest();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            exchange.NextRequest();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Where_caches_are_allowed_the_prompt_is_sent_as_written_and_nothing_is_said_of_caches()
    {
        var exchange = Reading.Prepare("llama.cpp", Reading.Prompt(false) with { CacheAllowed = true });
        var first = Reading.BodyOf(exchange.NextRequest());
        Assert.Equal(
            """{"model":"m","messages":[{"role":"user","content":"Say OK."}],"max_tokens":8,"temperature":0,"stream":false,"user":"slaagent"}""",
            first);
        Assert.Equal(first, Reading.BodyOf(exchange.NextRequest()));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(90_000, "90s")]
    [InlineData(1_500, "1.5s")]
    public void How_long_the_model_is_kept_is_said_in_seconds(int milliseconds, string expected)
    {
        var request = Reading.Prepare("ollama", Reading.Prompt() with { KeepAlive = TimeSpan.FromMilliseconds(milliseconds) }).NextRequest();
        Assert.Contains($"\"keep_alive\":\"{expected}\"", Reading.BodyOf(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vllm")]
    [InlineData("sglang")]
    [InlineData("llama.cpp")]
    [InlineData("nim")]
    [InlineData("kserve-openai")]
    public void A_server_that_refuses_stream_options_is_asked_without_from_then_on(string server)
    {
        var exchange = Reading.Prepare(server, Reading.Prompt());
        exchange.NextRequest();
        var refused = exchange.NewReader().Read("""{"error":{"message":"unknown field stream_options"}}""", status: 422);
        Assert.Equal(Outcome.AgentError, refused.Outcome);
        var next = Reading.BodyOf(exchange.NextRequest());
        Assert.DoesNotContain("stream_options", next, StringComparison.Ordinal);
        Assert.Matches(Reading.Nonce(), next);
        Assert.NotEqual(next, Reading.BodyOf(exchange.NextRequest()));
    }

    [Fact]
    public void What_a_server_takes_no_prompt_for_is_refused()
    {
        foreach (var server in (string[])["http", "kserve-v1", "kserve-v2", "mlserver", "tensorflow-serving", "torchserve", "mlflow", "sagemaker", "vertex", "azureml", "bentoml"])
        {
            Assert.Throws<ArgumentException>(() => Reading.Prepare(server, Reading.Prompt() with { Path = "/x" }));
        }
    }
}
