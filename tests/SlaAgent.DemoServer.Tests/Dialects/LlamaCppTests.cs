using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class LlamaCppTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public async Task Answers_have_timings_and_take_any_model_name()
    {
        await using var server = await RunningServer.StartAsync(Dialect.LlamaCpp);

        var whole = await server.PostAsync(Chat, Body(""","model":"whatever" """));
        var stream = await server.PostAsync(Chat, Body(""","stream":true,"cache_prompt":false"""));

        var first = whole.Json.GetProperty("timings");
        Assert.Equal((0, 3, 4), (first.GetProperty("cache_n").GetInt32(), first.GetProperty("prompt_n").GetInt32(), first.GetProperty("predicted_n").GetInt32()));
        Assert.Equal(0, stream.Chunks[^1].GetProperty("timings").GetProperty("cache_n").GetInt32());
    }

    [Fact]
    public async Task A_repeated_prompt_comes_from_the_cache_unless_that_is_turned_off()
    {
        await using var server = await RunningServer.StartAsync(Dialect.LlamaCpp);

        await server.PostAsync(Chat, Body(""));
        await server.PostAsync(Chat, Body(""));
        await server.PostAsync(Chat, Body(""","cache_prompt":false"""));

        Assert.Equal([0, 3, 0], server.Server.Requests.Read().Select(request => request.CachedTokens));
    }

    [Fact]
    public async Task A_silent_stream_is_kept_open_with_comments()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(time, new DemoServerOptions { Dialect = Dialect.LlamaCpp, FirstTokenDelay = TimeSpan.FromSeconds(100) });

        var reply = server.PostAsync(Chat, Body(""","stream":true"""));
        await time.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(5));

        Assert.Equal(3, (await reply).Text.Split('\n').Count(line => line == ": keep-alive"));
    }

    [Fact]
    public async Task An_error_in_a_stream_is_a_line_of_its_own_kind_without_done()
    {
        await using var server = await RunningServer.StartAsync(Dialect.LlamaCpp);
        server.Faults = new FaultSet { StreamError = true };

        var reply = await server.PostAsync(Chat, Body(""","stream":true"""));

        Assert.Contains("\nerror: {\"error\":{\"code\":500,", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Props_tell_of_sleep_and_slots_of_work()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Dialect = Dialect.LlamaCpp, Slots = 1 });
        server.Faults = new FaultSet { Sleeping = true, Hang = true };
        var hanging = server.OpenAsync(Chat, Body(""), TestContext.Current.CancellationToken);
        await server.UntilInProgressAsync(1);

        Assert.True((await server.GetAsync("/props")).Json.GetProperty("is_sleeping").GetBoolean());
        Assert.Equal(503, (await server.GetAsync("/slots?fail_on_no_slot=1")).Status);
        Assert.Equal("""[{"id":0,"is_processing":true}]""", (await server.GetAsync("/slots")).Text);
        await server.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    private static string Body(string more) => $$"""{"messages":[{"role":"user","content":"Still there?"}],"max_tokens":4{{more}}}""";
}
