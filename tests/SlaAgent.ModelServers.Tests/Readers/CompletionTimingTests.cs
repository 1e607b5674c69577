using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

/// <summary>When the first token came, how long each took, and how many there were.</summary>
public sealed class CompletionTimingTests
{
    private const string Role = """{"role":"assistant","content":""}""";
    private const string Done = "data: [DONE]";

    private static readonly string Stop = Reading.Delta("{}", "\"stop\"");

    [Fact]
    public void The_first_token_is_the_first_event_with_content_and_not_the_role_a_comment_or_usage()
    {
        var answer = Read(
            ": ping",
            Reading.Delta(Role),
            """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":0}}""",
            Reading.Content("Hello"),
            Reading.Content(" you"),
            Stop,
            """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}}""",
            Done);
        Assert.Equal(Outcome.Success, answer.Outcome);
        Assert.Equal(Ms(40), answer.TimeToFirstToken);
        Assert.Equal(Ms(5), answer.TimePerOutputToken);
        Assert.Equal(Ms(10), answer.InterChunkLatency);
        Assert.Equal((9, 3, false), (answer.PromptTokens, answer.OutputTokens, answer.TokensEstimated));
        Assert.Equal("Hello you", answer.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Chunks_are_timed_where_asked_the_role_and_the_end_included_and_usage_and_comments_not(bool asked)
    {
        var answer = Reading.Reader("vllm", Reading.Prompt(), keepsChunks: asked).ReadEvents(
            ": ping",
            Reading.Delta(Role),
            Reading.Content("Hello"),
            ": ping",
            Reading.Content(" you"),
            Stop,
            """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}}""",
            Done);
        Assert.Equal((Outcome.Success, Ms(30)), (answer.Outcome, answer.TimeToFirstToken));
        Assert.Equal(asked ? Ms(20) : null, answer.TimeToFirstChunk);
        Assert.Equal(asked ? [Ms(10), Ms(20), Ms(10)] : [], answer.ChunkGaps);
    }

    [Fact]
    public void Chunks_before_a_failure_are_kept()
    {
        var reader = Reading.Reader("vllm", Reading.Prompt(), keepsChunks: true);
        var answer = reader.ReadEvents(Outcome.Stalled, [Reading.Delta(Role), Reading.Content("a")]);
        Assert.Equal((Outcome.Stalled, Ms(10)), (answer.Outcome, answer.TimeToFirstChunk));
        Assert.Equal([Ms(10)], answer.ChunkGaps);
    }

    [Theory]
    [InlineData("""{"content":"x"}""")]
    [InlineData("""{"reasoning":"x"}""")]
    [InlineData("""{"reasoning_content":"x"}""")]
    [InlineData("""{"tool_calls":[{"index":0,"function":{"name":"f"}}]}""")]
    public void Text_reasoning_and_tool_calls_are_content(string delta)
    {
        var answer = Read(Reading.Delta(Role), Reading.Delta(delta), Stop, Done);
        Assert.Equal((Outcome.Success, Ms(20)), (answer.Outcome, answer.TimeToFirstToken));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"role":"assistant"}""")]
    [InlineData("""{"content":null,"reasoning":null,"tool_calls":null}""")]
    [InlineData("""{"content":"","reasoning_content":"","tool_calls":[]}""")]
    public void A_stream_of_nothing_is_an_empty_completion_without_a_first_token(string delta)
    {
        var answer = Read(Reading.Delta(delta), Stop, Done);
        Assert.Equal(Outcome.InvalidResponse, answer.Outcome);
        Assert.Equal("the completion is empty", answer.Detail);
        Assert.Null(answer.TimeToFirstToken);
        Assert.Equal(0, answer.OutputTokens);
    }

    [Fact]
    public void Who_allows_no_tokens_allows_an_empty_completion() =>
        Assert.Equal(Outcome.Success, Reading.StreamReader(new() { MinOutputTokens = 0 }).ReadEvents(Stop, Done).Outcome);

    [Fact]
    public void One_token_has_no_time_per_token()
    {
        var answer = Read(Reading.Content("x"), Stop, """data: {"choices":[],"usage":{"completion_tokens":1}}""", Done);
        Assert.Equal((Outcome.Success, 1), (answer.Outcome, answer.OutputTokens));
        Assert.Null(answer.TimePerOutputToken);
        Assert.Null(answer.InterChunkLatency);
    }

    [Fact]
    public void Tokens_that_all_came_at_one_moment_have_no_time_per_token_rather_than_none_at_all()
    {
        var answer = Read(Reading.Content("all at once"), Stop, """data: {"choices":[],"usage":{"completion_tokens":8}}""", Done);
        Assert.Equal((Outcome.Success, 8), (answer.Outcome, answer.OutputTokens));
        Assert.Null(answer.TimePerOutputToken);
    }

    [Fact]
    public void Without_usage_the_pieces_are_counted_and_said_to_be_an_estimate()
    {
        var answer = Read(Reading.Content("a"), Reading.Content("b"), Reading.Content("c"), Stop, Done);
        Assert.Equal((3, true), (answer.OutputTokens, answer.TokensEstimated));
        Assert.Equal(Ms(10), answer.TimePerOutputToken);
    }

    [Fact]
    public void A_count_of_nothing_beside_content_is_no_count()
    {
        var answer = Read(Reading.Content("a"), Reading.Content("b"), """data: {"choices":[],"usage":{"completion_tokens":0}}""", Stop, Done);
        Assert.Equal((Outcome.Success, 2, true), (answer.Outcome, answer.OutputTokens, answer.TokensEstimated));
    }

    [Fact]
    public void The_last_of_many_counts_holds()
    {
        var answer = Read(
            """data: {"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"completion_tokens":1}}""",
            """data: {"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"completion_tokens":2}}""",
            Done);
        Assert.Equal((Outcome.Success, 2, false), (answer.Outcome, answer.OutputTokens, answer.TokensEstimated));
    }

    [Fact]
    public void What_comes_in_one_read_has_one_time()
    {
        var reader = Reading.StreamReader();
        reader.OnHead(200, Reading.Stream);
        reader.OnBody(Encoding.UTF8.GetBytes($"{Reading.Delta(Role)}\n\n{Reading.Content("a")}\n\n{Reading.Content("b")}\n\n"), Ms(30));
        reader.OnBody(Encoding.UTF8.GetBytes($"{Reading.Content("c")}\n\n{Stop}\n\n{Done}\n\n"), Ms(50));
        var answer = reader.Complete(null, null, Ms(60));
        Assert.Equal((Outcome.Success, Ms(30), Ms(10), Ms(20)), (answer.Outcome, answer.TimeToFirstToken, answer.TimePerOutputToken, answer.InterChunkLatency));
    }

    [Fact]
    public void A_role_that_comes_with_content_is_the_first_token()
    {
        var answer = Read(": ping", Reading.Delta("""{"role":"assistant","content":"a"}"""), Reading.Content("b"), Stop, Done);
        Assert.Equal((Outcome.Success, Ms(20)), (answer.Outcome, answer.TimeToFirstToken));
    }

    [Fact]
    public void Pieces_of_every_choice_are_content_and_the_text_is_the_first_ones()
    {
        var answer = Read(
            Reading.Delta("""{"content":"other"}""", index: 1),
            Reading.Content("first"),
            Reading.Delta("{}", "\"stop\""),
            Reading.Delta("{}", "\"length\"", index: 1),
            Done);
        Assert.Equal((Outcome.Success, Ms(10), "first", 2), (answer.Outcome, answer.TimeToFirstToken, answer.Text, answer.OutputTokens));
    }

    [Fact]
    public void Reasoning_counts_into_the_time_per_token_and_not_into_the_text()
    {
        var answer = Read(
            Reading.Delta(Role),
            Reading.Delta("""{"reasoning_content":"hm"}"""),
            Reading.Delta("""{"reasoning_content":"hm"}"""),
            Reading.Content("OK"),
            Stop,
            """data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":2}}}""",
            Done);
        Assert.Equal((Ms(20), Ms(10), "OK", 3), (answer.TimeToFirstToken, answer.TimePerOutputToken, answer.Text, answer.OutputTokens));
    }

    [Theory]
    [InlineData("data:", "\n\n")]
    [InlineData("data: ", "\r\n\r\n")]
    [InlineData("data:", "\r\r")]
    public void The_blank_after_the_colon_is_optional_and_lines_end_in_any_way(string field, string end)
    {
        var reader = Reading.StreamReader();
        reader.OnHead(200, "Text/Event-Stream");
        string[] events = [Reading.Content("a"), Reading.Content("b"), Stop, Done];
        foreach (var (index, written) in events.Index())
        {
            reader.OnBody(Encoding.UTF8.GetBytes(field + written["data: ".Length..] + end), Ms(10 * (index + 1)));
        }

        var answer = reader.Complete(null, null, Ms(50));
        Assert.Equal((Outcome.Success, "ab", 2, Ms(10)), (answer.Outcome, answer.Text, answer.OutputTokens, answer.TimePerOutputToken));
    }

    private static Answer Read(params string[] events) => Reading.StreamReader().ReadEvents(events);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
