using System.Text.Json;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class VllmTests : IAsyncLifetime
{
    private const string Chat = "/v1/chat/completions";
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Dialect.Vllm);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_role_comes_first_and_the_usage_last_and_only_when_asked_for()
    {
        var with = await _server.PostAsync(Chat, Body(""","stream":true,"stream_options":{"include_usage":true}"""));
        var without = await _server.PostAsync(Chat, Body(""","stream":true"""));

        Assert.Equal("""{"role":"assistant","content":""}""", Delta(with.Chunks[0]).GetRawText());
        Assert.Equal("""{"content":""}""", Delta(with.Chunks[5]).GetRawText());
        Assert.Equal("""{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}""", with.Chunks[^1].GetProperty("usage").GetRawText());
        Assert.All(with.Chunks[..^1], chunk => Assert.False(chunk.TryGetProperty("usage", out _)));
        Assert.All(without.Chunks, chunk => Assert.False(chunk.TryGetProperty("usage", out _)));
        Assert.Equal((7, 6), (with.Chunks.Length, without.Chunks.Length));
        Assert.Equal("[DONE]", with.Events[^1]);
    }

    [Fact]
    public async Task Continuous_usage_is_in_every_chunk()
    {
        var reply = await _server.PostAsync(Chat, Body(""","stream":true,"stream_options":{"include_usage":true,"continuous_usage_stats":true}"""));

        Assert.Equal([0, 1, 2, 3, 4, 4, 4], reply.Chunks.Select(chunk => chunk.GetProperty("usage").GetProperty("completion_tokens").GetInt32()));
    }

    [Fact]
    public async Task An_error_in_a_stream_is_an_event_before_done_under_200()
    {
        _server.Faults = new FaultSet { StreamError = true };
        var late = await _server.PostAsync(Chat, Body(""","stream":true"""));
        _server.Faults = new FaultSet { ErrorUnder200 = true };
        var first = await _server.PostAsync(Chat, Body(""","stream":true"""));

        Assert.Equal((200, 200), (late.Status, first.Status));
        Assert.Equal((4, 1), (late.Chunks.Length, first.Chunks.Length));
        Assert.Equal("InternalServerError", late.Chunks[3].GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(("[DONE]", "[DONE]"), (late.Events[^1], first.Events[^1]));
    }

    [Fact]
    public async Task An_unknown_model_is_told_with_a_type_and_a_numeric_code()
    {
        var reply = await _server.PostAsync(Chat, """{"model":"other","messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal(404, reply.Status);
        Assert.Equal("""{"message":"The model `other` does not exist.","type":"NotFoundError","param":"model","code":404}""", reply.Json.GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task The_list_of_models_is_there_whatever_the_engine_does()
    {
        _server.Faults = new FaultSet { Hang = true, Loading = true, HealthFailing = true };

        Assert.Equal("vllm", (await _server.GetAsync("/v1/models")).Json.GetProperty("data")[0].GetProperty("owned_by").GetString());
    }

    [Fact]
    public async Task Sleep_is_reported_and_awake_again_after_it()
    {
        _server.Faults = new FaultSet { Sleeping = true };
        var asleep = (await _server.GetAsync("/is_sleeping")).Text;
        _server.Faults = FaultSet.None;

        Assert.Equal(("""{"is_sleeping":true}""", """{"is_sleeping":false}"""), (asleep, (await _server.GetAsync("/is_sleeping")).Text));
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");

    private static string Body(string more) => $$"""{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],"max_tokens":4{{more}}}""";
}
