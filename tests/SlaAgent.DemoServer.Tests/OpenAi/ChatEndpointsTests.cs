using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace SlaAgent.DemoServer.Tests.OpenAi;

public sealed class ChatEndpointsTests : IAsyncLifetime
{
    private const string Chat = "/v1/chat/completions";
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Health_and_models_answer()
    {
        var models = await _server.GetAsync("/v1/models");

        Assert.Equal(200, (await _server.GetAsync("/health")).Status);
        Assert.Equal("demo-chat", models.Json.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_whole_chat_completion_has_text_reason_and_counts()
    {
        var reply = await _server.PostAsync(Chat, Body("\"max_tokens\":5"));

        var choice = reply.Json.GetProperty("choices")[0];
        Assert.Equal(200, reply.Status);
        Assert.Equal("chat.completion", reply.Json.GetProperty("object").GetString());
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.NotEmpty(choice.GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        Assert.Equal((3, 5, 8), Usage(reply.Json));
    }

    [Fact]
    public async Task A_text_that_ends_by_itself_says_stop()
    {
        var reply = await _server.PostAsync("/v1/completions", """{"model":"demo-chat","prompt":"Are you well?"}""");

        var choice = reply.Json.GetProperty("choices")[0];
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.EndsWith(".", choice.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("text_completion", reply.Json.GetProperty("object").GetString());
    }

    [Fact]
    public async Task A_streamed_chat_is_role_tokens_reason_usage_and_done()
    {
        var whole = await _server.PostAsync(Chat, Body("\"max_tokens\":6"));

        var reply = await _server.PostAsync(Chat, Body("\"max_tokens\":6,\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        var chunks = reply.Chunks;
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.Equal(1 + 6 + 1 + 1, chunks.Length);
        Assert.Equal("""{"role":"assistant","content":""}""", Delta(chunks[0]).GetRawText());
        Assert.Equal(
            whole.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(),
            string.Concat(chunks[1..7].Select(chunk => Delta(chunk).GetProperty("content").GetString())));
        Assert.All(chunks[..8], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.All(chunks[..7], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("choices")[0].GetProperty("finish_reason").ValueKind));
        Assert.Equal("length", chunks[7].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("{}", Delta(chunks[7]).GetRawText());
        Assert.Empty(chunks[8].GetProperty("choices").EnumerateArray());
        Assert.Equal((3, 6, 9), Usage(chunks[8]));
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task Without_include_usage_a_stream_says_nothing_of_it()
    {
        var reply = await _server.PostAsync("/v1/completions", """{"model":"demo-chat","prompt":"Hello","max_tokens":3,"stream":true}""");

        Assert.Equal(4, reply.Chunks.Length);
        Assert.All(reply.Chunks, chunk => Assert.False(chunk.TryGetProperty("usage", out _)));
        Assert.NotEmpty(reply.Chunks[0].GetProperty("choices")[0].GetProperty("text").GetString()!);
    }

    [Fact]
    public async Task Content_may_come_in_parts()
    {
        var reply = await _server.PostAsync(
            Chat, """{"model":"demo-chat","messages":[{"role":"user","content":[{"type":"text","text":"Are you "},{"type":"text","text":"up?"}]}]}""");

        Assert.Equal(4, Usage(reply.Json).Prompt);
    }

    [Fact]
    public async Task Tokens_come_at_the_set_pace()
    {
        var time = new FakeTimeProvider();
        var options = new DemoServerOptions { FirstTokenDelay = TimeSpan.FromHours(2), TokenInterval = TimeSpan.FromHours(1) };
        await using var slow = await RunningServer.StartAsync(time, options);

        using var answer = await slow.OpenAsync(Chat, Body("\"max_tokens\":2,\"stream\":true"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Contains("assistant", await NextEventAsync(reader), StringComparison.Ordinal);
        var first = NextEventAsync(reader);
        await time.AdvanceUntilAsync(first, TimeSpan.FromHours(1));
        Assert.InRange(time.GetUtcNow() - time.Start, TimeSpan.FromHours(2), TimeSpan.MaxValue);
        var second = NextEventAsync(reader);
        await time.AdvanceUntilAsync(second, TimeSpan.FromMinutes(30));
        Assert.InRange(time.GetUtcNow() - time.Start, TimeSpan.FromHours(3), TimeSpan.MaxValue);
        Assert.DoesNotContain("finish_reason\":\"", await second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"demo-chat"}""")]
    [InlineData("""{"model":"demo-chat","messages":[]}""")]
    [InlineData("""{"model":"demo-chat","messages":["x"]}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"content":"x"}]}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user"}]}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":"x"}],"max_tokens":0}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":"x"}],"max_tokens":1.5}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":"x"}],"max_tokens":1000000}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":"x"}],"n":2}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":"x"}],"stream":"yes"}""")]
    [InlineData("""{"model":"demo-chat","messages":[{"role":"user","content":"x"}],"stream_options":{"include_usage":true}}""")]
    public async Task A_bad_body_is_refused_in_OpenAIs_form(string body)
    {
        var reply = await _server.PostAsync(Chat, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid_request_error", reply.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.NotEmpty(reply.Json.GetProperty("error").GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task An_unknown_model_is_404()
    {
        var reply = await _server.PostAsync("/v1/completions", """{"model":"other","prompt":"x"}""");

        Assert.Equal(404, reply.Status);
        Assert.Equal("model_not_found", reply.Json.GetProperty("error").GetProperty("code").GetString());
    }

    private static async Task<string> NextEventAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return line!;
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");

    private static (int Prompt, int Output, int Total) Usage(JsonElement document)
    {
        var usage = document.GetProperty("usage");
        return (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32());
    }

    private static string Body(string more) => $$"""{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],{{more}}}""";
}
