using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.DemoServer.Tests.Dialects;

/// <summary>What a server of the OpenAI API can be told to be.</summary>
public sealed class OpenAiOptionsTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public async Task Stream_options_are_refused_where_the_server_does_not_know_them()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Dialect = Dialect.Vllm, RefuseStreamOptions = true });

        var with = await server.PostAsync(Chat, Body("Hello", ""","stream":true,"stream_options":{"include_usage":true}"""));
        var without = await server.PostAsync(Chat, Body("Hello", ""","stream":true"""));

        Assert.Equal((400, 200), (with.Status, without.Status));
        Assert.Contains("stream_options", with.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reasoning_comes_before_the_answer_and_counts_against_the_limit()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Dialect = Dialect.Vllm, ReasoningTokens = 3 });

        var reply = await server.PostAsync(Chat, Body("Hello", ""","max_tokens":5,"stream":true,"stream_options":{"include_usage":true}"""));
        var starved = await server.PostAsync(Chat, Body("Hello", ""","max_tokens":2"""));

        var deltas = reply.Chunks[1..6].Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta")).ToArray();
        Assert.All(deltas[..3], delta => Assert.NotEmpty(delta.GetProperty("reasoning_content").GetString()!));
        Assert.All(deltas[3..], delta => Assert.NotEmpty(delta.GetProperty("content").GetString()!));
        Assert.Equal(5, reply.Chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal("", starved.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("length", starved.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("Repeat this prompt", "Repeat this prompt", 3, 0)]
    [InlineData("Repeat this prompt", "Repeat this otherwise", 2, 40)]
    [InlineData("Repeat this prompt", "17 Repeat this prompt", 0, 120)]
    [InlineData("Repeat this prompt", "Repeat this prompt 17", 3, 30)]
    public async Task A_prefix_cache_fakes_the_first_token_unless_the_prompt_begins_with_a_nonce(string first, string second, int cached, int minutes)
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(time, new DemoServerOptions
        {
            Dialect = Dialect.Vllm,
            FirstTokenDelay = TimeSpan.FromMinutes(120),
            TokenInterval = TimeSpan.Zero,
        });

        foreach (var prompt in (string[])[first, second])
        {
            var reply = server.PostAsync(Chat, Body(prompt, ""","max_tokens":1"""));
            await time.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(30));
        }

        var requests = server.Server.Requests.Read();
        Assert.True(requests[0].FirstToken >= TimeSpan.FromMinutes(120));
        Assert.Equal(cached, requests[1].CachedTokens);
        Assert.True(requests[1].FirstToken >= TimeSpan.FromMinutes(minutes));
        Assert.True(minutes == 120 || requests[1].FirstToken < TimeSpan.FromMinutes(120));
    }

    [Fact]
    public async Task Another_model_may_be_named_in_the_answer()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vllm);
        server.Faults = new() { WrongModelName = true };

        Assert.Equal("another-model", (await server.PostAsync(Chat, Body("Hello", ""))).Json.GetProperty("model").GetString());
    }

    private static string Body(string prompt, string more) => $$"""{"model":"demo-chat","messages":[{"role":"user","content":"{{prompt}}"}]{{more}}}""";
}
