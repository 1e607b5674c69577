using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class SgLangTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Dialect.SgLang);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Its_own_stream_has_the_whole_text_so_far_in_every_event()
    {
        var reply = await _server.PostAsync("/generate", """{"text":"Still there?","sampling_params":{"max_new_tokens":4},"stream":true}""");

        string[] texts = [.. reply.Chunks.Select(chunk => chunk.GetProperty("text").GetString()!)];
        Assert.Equal(4, texts.Length);
        Assert.All(texts.Skip(1).Zip(texts), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.Equal("length", reply.Chunks[3].GetProperty("meta_info").GetProperty("finish_reason").GetProperty("type").GetString());
        Assert.Equal("[DONE]", reply.Events[^1]);
    }

    [Fact]
    public async Task Health_that_generates_makes_one_token_and_hangs_with_inference()
    {
        Assert.Equal(200, (await _server.GetAsync("/health_generate")).Status);
        Assert.Equal(1, Assert.Single(_server.Server.Requests.Read()).OutputTokens);

        _server.Faults = new FaultSet { Hang = true };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var hanging = _server.Client.GetAsync("/health_generate", leave.Token);
        await _server.UntilInProgressAsync(1);
        Assert.Equal(200, (await _server.GetAsync("/health")).Status);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task Errors_are_flat()
    {
        var reply = await _server.PostAsync("/v1/chat/completions", "{}");

        Assert.Equal(("error", "BadRequestError"), (reply.Json.GetProperty("object").GetString(), reply.Json.GetProperty("type").GetString()));
    }
}
