using System.Text;
using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class CompletionStreamTests
{
    private const string Done = "data: [DONE]";

    private static readonly string Stop = Reading.Delta("{}", "\"stop\"");

    [Theory]
    [InlineData("""data: {"error":{"message":"engine died","type":"InternalServerError","code":500}}""", "InternalServerError: engine died")]
    [InlineData("""data: {"object":"error","message":"engine died","type":"Internal"}""", "Internal: engine died")]
    [InlineData("""data: {"error":"engine died","error_type":"generation"}""", "generation: engine died")]
    [InlineData("event: error\ndata: {\"message\":\"engine died\"}", "engine died")]
    [InlineData("event: error\ndata: engine\ndata: died", "engine died")]
    [InlineData("event: error", "the stream reported an error without saying which")]
    [InlineData("error: {\"message\":\"engine died\"}", "engine died")]
    public void An_error_inside_the_stream_is_the_outcome_and_keeps_what_was_measured(string error, string detail)
    {
        var answer = Read(Reading.Content("a"), error, Done);
        Assert.Equal((Outcome.InBandError, detail), (answer.Outcome, answer.Detail));
        Assert.Equal(Ms(10), answer.TimeToFirstToken);
    }

    [Fact]
    public void A_null_error_is_none() =>
        Assert.Equal(Outcome.Success, Read("""data: {"error":null,"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""", Done).Outcome);

    [Fact]
    public void An_error_in_the_stream_wins_over_the_cut_that_follows_it_but_not_over_a_timeout()
    {
        string[] events = [Reading.Content("a"), """data: {"error":{"message":"boom"}}"""];
        Assert.Equal(Outcome.InBandError, Reading.StreamReader().ReadEvents(Outcome.Truncated, events).Outcome);
        Assert.Equal(Outcome.TimeoutTotal, Reading.StreamReader().ReadEvents(Outcome.TimeoutTotal, events).Outcome);
    }

    [Theory]
    [InlineData(Outcome.Truncated)]
    [InlineData(Outcome.TimeoutTotal)]
    [InlineData(Outcome.Stalled)]
    [InlineData(Outcome.ProtocolError)]
    public void A_failure_of_the_transport_is_the_outcome_and_the_first_token_is_kept(Outcome failure)
    {
        var answer = Reading.StreamReader().ReadEvents(failure, [Reading.Content("a"), Reading.Content("b")]);
        Assert.Equal((failure, Ms(10), Ms(10)), (answer.Outcome, answer.TimeToFirstToken, answer.InterChunkLatency));
        Assert.Equal(failure.Name(), answer.Detail);
    }

    [Fact]
    public void Without_done_and_without_a_finish_reason_the_stream_was_cut() =>
        Assert.Equal(Outcome.Truncated, Read(Reading.Content("a")).Outcome);

    [Fact]
    public void A_stream_that_sent_nothing_was_cut() => Assert.Equal(Outcome.Truncated, Read().Outcome);

    [Fact]
    public void A_finish_reason_of_every_choice_stands_for_done()
    {
        Assert.Equal(Outcome.Success, Read(Reading.Content("a"), Stop).Outcome);
        var one = Reading.Delta("""{"content":"b"}""", index: 1);
        Assert.Equal(Outcome.Truncated, Read(Reading.Content("a"), one, Stop).Outcome);
        Assert.Equal(Outcome.Success, Read(Reading.Content("a"), one, Stop, Reading.Delta("{}", "\"stop\"", 1)).Outcome);
    }

    [Theory]
    [InlineData("d")]
    [InlineData("data:")]
    [InlineData("data: [DONE")]
    [InlineData("data: {\"choices\":[")]
    public void A_line_that_breaks_off_shows_a_cut_even_after_the_finish_reason(string rest)
    {
        var answer = Reading.StreamReader().Read($"{Reading.Content("a")}\n\n{Stop}\n\n{rest}", Reading.Stream);
        Assert.Equal((Outcome.Truncated, 1), (answer.Outcome, answer.OutputTokens));
    }

    [Theory]
    [InlineData("data: [DONE]")]
    [InlineData("data: [DONE]\n")]
    [InlineData("data: [DONE]\r\n\r")]
    public void The_last_blank_line_may_be_missing(string done) =>
        Assert.Equal(Outcome.Success, Reading.StreamReader().Read($"{Reading.Content("a")}\n\n{done}", Reading.Stream).Outcome);

    [Fact]
    public void What_comes_after_done_is_a_breach_of_the_protocol_unless_it_is_a_comment()
    {
        Assert.Equal(Outcome.ProtocolError, Read(Reading.Content("a"), Done, Reading.Content("b")).Outcome);
        Assert.Equal(Outcome.ProtocolError, Read(Reading.Content("a"), Done, Done).Outcome);
        Assert.Equal(Outcome.Success, Read(Reading.Content("a"), Done, ": bye").Outcome);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\"")]
    [InlineData("data: hello")]
    [InlineData("data: 1")]
    [InlineData("data: [1]")]
    [InlineData("data: {} {}")]
    [InlineData("data: {\"choices\":[1]}")]
    [InlineData("data: {\"choices\":[{\"index\":128}]}")]
    [InlineData("data: {\"choices\":[{\"index\":-1}]}")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":NaN}}]}")]
    public void An_event_that_is_no_chunk_is_a_breach_of_the_protocol_and_shown(string broken)
    {
        var answer = Read(Reading.Content("a"), broken, Stop, Done);
        Assert.Equal(Outcome.ProtocolError, answer.Outcome);
        Assert.StartsWith("an event is no chunk of a completion: ", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(Ms(10), answer.TimeToFirstToken);
    }

    [Fact]
    public void A_chunk_that_breaks_off_after_its_content_is_not_the_first_token() =>
        Assert.Null(Read("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}", Done).TimeToFirstToken);

    [Fact]
    public void Deep_nesting_is_refused_without_reading_on() =>
        Assert.Equal(Outcome.ProtocolError, Read("data: {\"a\":" + new string('[', 100_000), Done).Outcome);

    [Fact]
    public void A_line_of_ten_megabytes_is_refused_and_not_kept()
    {
        var reader = Reading.StreamReader(new() { MaxBodyBytes = 64 * 1024 * 1024 });
        reader.OnHead(200, Reading.Stream);
        reader.OnBody("data: "u8, Ms(1));
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'x');
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sent = 0; sent < 10 * 1024 * 1024; sent += piece.Length)
        {
            reader.OnBody(piece, Ms(2));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * 1024 * 1024);
        var answer = reader.Complete(null, null, Ms(3));
        Assert.Equal((Outcome.ProtocolError, "an event is longer than 1048576 bytes"), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void A_body_over_its_limit_is_invalid_even_when_the_transport_did_not_stop_it()
    {
        var answer = Reading.StreamReader(new() { MaxBodyBytes = 150 }).ReadEvents(Reading.Content("a"), Reading.Content("b"), Done);
        Assert.Equal((Outcome.InvalidResponse, "the body is longer than 150 bytes"), (answer.Outcome, answer.Detail));
        Assert.Equal(Ms(10), answer.TimeToFirstToken);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_the_text_is_no_fault()
    {
        var answer = Read(Reading.Content("a\\ud83d"), Reading.Content("\\ude00\\n\\u00e4\\ud83d\\ude00"), Stop, Done);
        Assert.Equal((Outcome.Success, "a\uFFFD\uFFFD\nä😀"), (answer.Outcome, answer.Text));
    }

    [Fact]
    public void A_character_that_arrives_in_two_pieces_is_one()
    {
        var reader = Reading.StreamReader();
        reader.OnHead(200, Reading.Stream);
        var bytes = Encoding.UTF8.GetBytes($"{Reading.Content("ä😀")}\n\n{Stop}\n\n");
        foreach (var one in bytes)
        {
            reader.OnBody([one], Ms(1));
        }

        Assert.Equal("ä😀", reader.Complete(null, null, Ms(2)).Text);
    }

    [Fact]
    public void Expectations_are_about_the_generated_text()
    {
        var expect = new Expectation { Contains = "Hello you", Matches = "(?i)^hello", MinOutputTokens = 2 };
        Assert.Equal(Outcome.Success, Reading.StreamReader(expect).ReadEvents(Reading.Content("Hello"), Reading.Content(" you"), Stop, Done).Outcome);
        var answer = Reading.StreamReader(expect).ReadEvents(Reading.Content("Good"), Reading.Content(" bye"), Stop, Done);
        Assert.Equal((Outcome.InvalidResponse, "expected text that contains \"Hello you\", got \"Good bye\""), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void Too_few_tokens_are_said_with_both_numbers()
    {
        var answer = Reading.StreamReader(new() { MinOutputTokens = 5 }).ReadEvents(Reading.Content("a"), Reading.Content("b"), Stop, Done);
        Assert.Equal((Outcome.InvalidResponse, "expected at least 5 output tokens, got 2"), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void A_json_assertion_about_a_stream_says_that_it_cannot_hold()
    {
        var answer = Reading.StreamReader(new() { Json = [new("$.a", "1")] }).ReadEvents(Reading.Content("a"), Stop, Done);
        Assert.Equal(Outcome.InvalidResponse, answer.Outcome);
        Assert.Contains("JSON", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detail_is_one_clean_short_line()
    {
        var answer = Read("data: {\"error\":{\"message\":\"a\\r\\n\\u0000\\u001b[31m\\u202eb\\ud800" + new string('x', 5000) + "\"}}");
        Assert.StartsWith("a [31m b\uFFFDxxx", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(200, answer.Detail!.Length);
    }

    [Fact]
    public void Random_bytes_end_in_an_outcome_and_never_throw() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 40]).Sample((bytes, size) => Assert.NotEqual(Outcome.Success, InPieces(bytes, size).Outcome));

    [Fact]
    public void A_stream_with_random_bytes_in_it_ends_in_an_outcome_and_never_throws()
    {
        var good = Fixture.Bytes("openai/chat_completion_chunk_stream.txt");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[1, 6], Gen.Int[1, 400]).Sample((at, noise, size) =>
        {
            var bytes = good.ToArray();
            noise.AsSpan(0, Math.Min(noise.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
            var answer = InPieces(bytes, size);
            Assert.True(answer.Detail is null || (answer.Detail.Length <= 200 && !answer.Detail.Any(char.IsControl)));
        });
    }

    private static Answer InPieces(byte[] bytes, int size)
    {
        var reader = Reading.StreamReader();
        reader.OnHead(200, Reading.Stream);
        foreach (var piece in bytes.Chunk(size))
        {
            reader.OnBody(piece, Ms(1));
        }

        return reader.Complete(null, null, Ms(2));
    }

    private static Answer Read(params string[] events) => Reading.StreamReader().ReadEvents(events);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
