using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class CompletionBodyTests
{
    private const string Generated = "\n\nAI stands for artificial intelligence.";

    [Theory]
    [InlineData("openai/chat_completion.json")]
    [InlineData("openai/completion.json")]
    public void Recorded_completions_are_read_right(string path)
    {
        var answer = Read(Fixture.Text(path));
        Assert.Equal((Outcome.Success, Generated), (answer.Outcome, answer.Text));
        Assert.Equal((4, 7, false), (answer.PromptTokens, answer.OutputTokens, answer.TokensEstimated));
        Assert.Null(answer.TimeToFirstToken);
        Assert.Null(answer.TimePerOutputToken);
        Assert.Null(answer.InterChunkLatency);
    }

    [Theory]
    [InlineData("openai/chat_completion.json")]
    [InlineData("openai/completion.json")]
    public void A_recorded_completion_cut_anywhere_is_not_a_success(string path)
    {
        var body = Fixture.Bytes(path);
        var end = body.AsSpan().LastIndexOf((byte)'}') + 1;
        for (var cut = 0; cut < end; cut++)
        {
            Assert.Equal(Outcome.InvalidResponse, Reader().Read(body.AsSpan(0, cut)).Outcome);
        }
    }

    [Fact]
    public void Expectations_see_the_generated_text_and_the_json()
    {
        var body = Fixture.Text("openai/chat_completion.json");
        Assert.Equal(Outcome.Success, Read(body, new() { Contains = "artificial", Json = [new("$.choices[0].finish_reason", "\"length\"")] }).Outcome);
        Assert.Equal(Outcome.InvalidResponse, Read(body, new() { Contains = "gpt-3.5" }).Outcome);
        var answer = Read(body, new() { Json = [new("$.usage.completion_tokens", "8")] });
        Assert.Equal("$.usage.completion_tokens is 7, expected 8", answer.Detail);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"abcdefgh"}}]}""", 2)]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"abcdefgh"}}],"usage":{"completion_tokens":0}}""", 2)]
    [InlineData("""{"choices":[{"index":0,"message":{"content":null,"tool_calls":[{}]}}],"usage":null}""", 1)]
    public void Without_a_count_the_tokens_are_estimated_and_marked(string body, int tokens)
    {
        var answer = Read(body);
        Assert.Equal((Outcome.Success, tokens, true), (answer.Outcome, answer.OutputTokens, answer.TokensEstimated));
    }

    [Theory]
    [InlineData("""{"error":{"message":"The model does not exist","type":"NotFoundError","code":404}}""", "NotFoundError: The model does not exist")]
    [InlineData("""{"object":"error","message":"no such model","type":"NotFoundError","code":404}""", "NotFoundError: no such model")]
    [InlineData("""{"error":"overloaded"}""", "overloaded")]
    public void An_error_under_200_is_an_in_band_error(string body, string detail)
    {
        Assert.Equal((Outcome.InBandError, detail), (Read(body).Outcome, Read(body).Detail));
        Assert.Equal(Outcome.InBandError, Reading.StreamReader().Read(body).Outcome);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"content":""}}]}""", "the completion is empty")]
    [InlineData("""{"choices":[{"index":0,"text":""}],"usage":{"completion_tokens":5}}""", "the completion is empty")]
    [InlineData("""{"choices":[]}""", "expected a completion, a JSON object with choices")]
    [InlineData("{}", "expected a completion, a JSON object with choices")]
    [InlineData("[]", "expected a completion, a JSON object with choices")]
    [InlineData("", "the body is empty, expected JSON")]
    [InlineData("<html>502 Bad Gateway</html>", "the body is not JSON (line 1, byte 1): <html>502 Bad Gateway</html>")]
    public void What_is_no_completion_is_invalid_and_says_why(string body, string detail)
    {
        var answer = Read(body);
        Assert.Equal((Outcome.InvalidResponse, detail), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void An_embedding_is_no_completion() => Assert.Equal(Outcome.InvalidResponse, Read(Fixture.Text("openai/embedding.json")).Outcome);

    [Fact]
    public void A_completion_in_one_piece_is_not_the_stream_that_was_asked_for()
    {
        var answer = Reading.StreamReader().Read(Fixture.Text("openai/chat_completion.json"));
        Assert.Equal((Outcome.InvalidResponse, "expected a stream of events, got application/json"), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void A_body_of_the_users_own_may_be_answered_either_way()
    {
        Assert.Equal(Outcome.Success, Reading.Reader("openai", Reading.Body()).Read(Fixture.Text("openai/chat_completion.json")).Outcome);
        var streamed = Reading.Reader("openai", Reading.Body()).Read(Fixture.Bytes("openai/chat_completion_chunk_stream.txt"), "Text/Event-Stream");
        Assert.Equal((Outcome.Success, 7), (streamed.Outcome, streamed.OutputTokens));
        Assert.NotNull(streamed.TimeToFirstToken);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal((Outcome.Success, Generated), (Read("\uFEFF" + Fixture.Text("openai/completion.json")).Outcome, Read("\uFEFF" + Fixture.Text("openai/completion.json")).Text));

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal(Outcome.InvalidResponse, Read("{\"a\":" + new string('[', 100_000)).Outcome);

    [Fact]
    public void A_failure_of_the_transport_is_the_outcome() =>
        Assert.Equal(Outcome.Truncated, Reader().Read(Fixture.Text("openai/completion.json"), failure: Outcome.Truncated).Outcome);

    [Fact]
    public void A_body_with_random_bytes_in_it_never_throws()
    {
        var good = Fixture.Bytes("openai/chat_completion.json");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[1, 6]).Sample((at, noise) =>
        {
            var bytes = good.ToArray();
            noise.AsSpan(0, Math.Min(noise.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
            Assert.True(Reader(new() { Contains = "AI", Json = [new("$.choices[0].message.content", "\"x\"")] }).Read(bytes).Detail is { Length: > 0 and <= 200 });
        });
    }

    private static AnswerReader Reader(Expectation? expect = null) => Reading.Reader("openai", Reading.Prompt(stream: false, expect));

    private static Answer Read(string body, Expectation? expect = null) => Reader(expect).Read(body);
}
