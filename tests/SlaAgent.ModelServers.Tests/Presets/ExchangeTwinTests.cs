using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Presets;

public sealed class ExchangeTwinTests
{
    [Theory]
    [InlineData(100, 44)]
    [InlineData(1, 7)]
    public void A_prompt_is_lengthened_to_the_tokens_that_are_asked_for_and_never_shortened(int promptTokens, int outputTokens)
    {
        var exchange = Reading.Prepare("vllm", Reading.Prompt() with { CacheAllowed = true });
        exchange.Size(promptTokens, outputTokens);
        var body = JsonDocument.Parse(Reading.BodyOf(exchange.NextRequest())).RootElement;
        var content = body.GetProperty("messages")[0].GetProperty("content").GetString()!;

        Assert.StartsWith("Say OK.", content, StringComparison.Ordinal);
        Assert.Equal(Math.Max(2, promptTokens), content.Split(' ').Length);
        Assert.Equal(outputTokens, body.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public void Lengths_that_are_taken_back_leave_the_prompt_as_it_is_written()
    {
        var exchange = Reading.Prepare("vllm", Reading.Prompt());
        var written = exchange.NextRequest().Body.Length;
        exchange.Size(500, 1);
        Assert.True(exchange.NextRequest().Body.Length > written);
        exchange.Size(null, null);
        Assert.Equal(written, exchange.NextRequest().Body.Length);
    }

    [Fact]
    public void Twins_have_bodies_of_their_own_and_share_what_is_learnt_of_the_server()
    {
        var first = Reading.Prepare("vllm", Reading.Prompt());
        var second = first.Twin();
        var (one, other) = (first.NextRequest().Body, second.NextRequest().Body);
        var before = one.ToArray();
        second.NextRequest();
        Assert.Equal(before, one.ToArray());
        Assert.NotEqual(one.ToArray(), other.ToArray());

        Assert.Equal(Outcome.AgentError, first.NewReader().Read("{\"error\":{\"message\":\"unknown field stream_options\"}}", status: 400).Outcome);
        Assert.DoesNotContain("stream_options", Reading.BodyOf(second.NextRequest()), StringComparison.Ordinal);
        second.Size(10, 5);
        Assert.DoesNotContain("stream_options", Reading.BodyOf(second.NextRequest()), StringComparison.Ordinal);
    }

    [Fact]
    public void Bodies_are_taken_in_turn_over_all_twins()
    {
        var first = Reading.Prepare("http", new ProbeRequest.Inference { Bodies = ["1", "2", "3"], Path = "/x" });
        var second = first.Twin();

        Assert.Equal(["1", "2", "3", "1"], new[] { first, second, first, second }.Select(exchange => Reading.BodyOf(exchange.NextRequest())));
    }
}
