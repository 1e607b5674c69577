using System.Text;
using CsCheck;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Dialects;

/// <summary>One reader for all dialects: what each stream says, however it arrives.</summary>
public sealed class StreamDialectTests
{
    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void A_stream_is_read_right(int index)
    {
        var sample = DialectSample.All[index];
        var answer = sample.Read(sample.Events);
        Assert.Equal((Outcome.Success, null, sample.Text), (answer.Outcome, answer.Detail, answer.Text));
        Assert.Equal(DialectSample.Time(sample.FirstContent), answer.TimeToFirstToken);
        Assert.Equal(DialectSample.Time(sample.FirstAnswer), answer.TimeToFirstAnswerToken);
        Assert.Equal(sample.Tokens, (answer.PromptTokens, answer.OutputTokens, answer.TokensEstimated));
    }

    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void However_a_stream_is_cut_into_pieces_the_answer_is_the_same(int index)
    {
        var sample = DialectSample.All[index];
        var whole = InPieces(sample, sample.Bytes, [sample.Bytes.Length], null);
        Assert.Equal(Outcome.Success, whole.Outcome);
        Gen.Int[1, 97].Array[1, 60].Sample(sizes => Assert.Equal(whole, InPieces(sample, sample.Bytes, sizes, null)));
    }

    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void A_stream_that_the_transport_saw_cut_is_never_a_success(int index)
    {
        var sample = DialectSample.All[index];
        for (var cut = 0; cut < sample.Bytes.Length; cut++)
        {
            Assert.Equal(Outcome.Truncated, InPieces(sample, sample.Bytes[..cut], [7], Outcome.Truncated).Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void A_stream_that_marks_its_end_is_cut_without_the_mark_and_another_within_an_event(int index)
    {
        var sample = DialectSample.All[index];
        var lastEvent = Encoding.UTF8.GetByteCount(string.Concat(sample.Events[..^1]));
        for (var cut = 0; cut < lastEvent; cut++)
        {
            var answer = InPieces(sample, sample.Bytes[..cut], [11], null);
            if (answer.Outcome == Outcome.Success)
            {
                // llama.cpp and SGLang have finished with their finish reason, before [DONE].
                var whole = EndsBetweenEvents(sample, cut);
                Assert.True(whole && (sample.EndsInBody || sample.Events.Contains("data: [DONE]\n\n")), $"{sample.Server} cut at {cut}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void An_error_under_200_is_the_outcome_with_its_reason_and_the_first_token_is_kept(int index)
    {
        var sample = DialectSample.All[index];
        var isLines = sample.ContentType == "application/x-ndjson";
        var error = isLines ? "{\"error\":\"engine died\"}\n" : "data:{\"error\":\"engine died\",\"error_type\":\"generation\"}\n\n";
        var answer = sample.Read(sample.Events[..(sample.FirstContent + 1)].Append(error));
        Assert.Equal((Outcome.InBandError, isLines ? "engine died" : "generation: engine died"), (answer.Outcome, answer.Detail));
        Assert.NotNull(answer.TimeToFirstToken);
    }

    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void Any_bytes_end_in_an_outcome_and_never_in_an_exception(int index)
    {
        var sample = DialectSample.All[index];
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 40]).Sample((bytes, size) => AssertBounded(InPieces(sample, bytes, [size], null)));
        Gen.Select(Gen.Int[0, sample.Bytes.Length - 1], Gen.Byte.Array[1, 6], Gen.Int[1, 400]).Sample((at, noise, size) =>
        {
            var bytes = sample.Bytes;
            noise.AsSpan(0, Math.Min(noise.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
            AssertBounded(InPieces(sample, bytes, [size], null));
        });
    }

    [Theory]
    [MemberData(nameof(DialectSample.Indexes), MemberType = typeof(DialectSample))]
    public void Pieces_of_other_JSON_end_in_an_outcome_and_never_in_an_exception(int index)
    {
        // Values of every kind at every place that matters.
        string[] values = ["null", "true", "false", "0", "-1", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "[1]", "{}", "{\"a\":1}", "[[]]", "[{}]", "[{\"index\":500}]"];
        string[] names = ["choices", "message", "delta", "usage", "error", "object", "response", "done", "token", "generated_text", "details", "text_output", "timings", "eval_count"];
        var sample = DialectSample.All[index];
        Gen.Select(Gen.Int[0, names.Length - 1].Select(i => names[i]), Gen.Int[0, values.Length - 1].Select(i => values[i])).Array[1, 5].Sample(members =>
        {
            var json = "{" + string.Join(',', members.Select(m => $"\"{m.Item1}\":{m.Item2}")) + "}";
            AssertBounded(sample.Read(sample.ContentType == "application/x-ndjson" ? json + "\n" : $"data: {json}\n\n"));
            AssertBounded(sample.Reader().Read(json));
        });
    }

    [Theory]
    [InlineData("ollama", "application/x-ndjson", "{\"message\":{\"content\":\"a\"},\"done\":true}\n", "{\"message\":{\"content\":\"b\"},\"done\":false}\n")]
    [InlineData("tgi", "text/event-stream", "data:{\"token\":{\"text\":\"a\"},\"generated_text\":\"a\"}\n\n", "data:{\"token\":{\"text\":\"b\"}}\n\n")]
    public void Content_after_the_last_event_is_a_breach_of_the_protocol(string server, string type, string last, string more)
    {
        var answer = Reading.Reader(server, Reading.Prompt()).Read(last + more, type);
        Assert.Equal(Outcome.ProtocolError, answer.Outcome);
        Assert.StartsWith("content came after the last event: {", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_the_last_one_when_it_is_whole()
    {
        const string Whole = """{"message":{"content":"a"},"done":true,"eval_count":1}""";
        Assert.Equal(Outcome.Success, Reading.Reader("ollama", Reading.Prompt()).Read(Whole, "application/x-ndjson").Outcome);
        Assert.Equal(Outcome.Truncated, Reading.Reader("ollama", Reading.Prompt()).Read(Whole[..^1], "application/x-ndjson").Outcome);
    }

    [Fact]
    public void A_line_over_the_limit_is_refused_and_not_kept()
    {
        var reader = Reading.Reader("ollama", Reading.Prompt(expect: new() { MaxBodyBytes = 64 * 1024 * 1024 }));
        reader.OnHead(200, "application/x-ndjson");
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'x');
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sent = 0; sent < 10 * 1024 * 1024; sent += piece.Length)
        {
            reader.OnBody(piece, TimeSpan.Zero);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * 1024 * 1024);
        Assert.Equal(Outcome.ProtocolError, reader.Complete(null, null, TimeSpan.Zero).Outcome);
    }

    [Fact]
    public void Reading_an_event_allocates_nothing_but_its_text()
    {
        var reader = Reading.Reader("ollama", Reading.Prompt(expect: new() { MaxBodyBytes = 64 * 1024 * 1024 }));
        reader.OnHead(200, "application/x-ndjson");
        var thought = Encoding.UTF8.GetBytes("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}\n");
        reader.OnBody(thought, TimeSpan.Zero);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            reader.OnBody(thought, TimeSpan.Zero);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}],"usage":{"completion_tokens":5},"timings":{"predicted_n":7}}""", 5)]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}],"timings":{"predicted_n":7},"usage":null}""", 7)]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}],"timings":{"predicted_n":7},"usage":{"completion_tokens":5}}""", 5)]
    public void The_usage_is_believed_before_the_timings_wherever_it_stands(string chunk, int tokens) =>
        Assert.Equal(tokens, Reading.Reader("llama.cpp", Reading.Prompt()).Read($"data: {chunk}\n\ndata: [DONE]\n\n", Reading.Stream).OutputTokens);

    [Fact]
    public void A_later_count_of_less_credit_does_not_replace_an_earlier_one()
    {
        var answer = Reading.Reader("llama.cpp", Reading.Prompt()).ReadEvents(
            """data: {"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"completion_tokens":5}}""",
            """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"timings":{"predicted_n":7}}""",
            "data: [DONE]");
        Assert.Equal((5, false), (answer.OutputTokens, answer.TokensEstimated));
    }

    [Fact]
    public void Thoughts_alone_have_a_first_token_and_no_first_token_of_an_answer()
    {
        var answer = Reading.StreamReader().ReadEvents(Reading.Delta("""{"reasoning":"hm"}"""), Reading.Delta("{}", "\"length\""), "data: [DONE]");
        Assert.Equal((Outcome.Success, DialectSample.Time(0), null), (answer.Outcome, answer.TimeToFirstToken, answer.TimeToFirstAnswerToken));
    }

    private static bool EndsBetweenEvents(DialectSample sample, int cut)
    {
        var ends = sample.Events.Select((_, i) => Encoding.UTF8.GetByteCount(string.Concat(sample.Events[..(i + 1)])));
        // The blank line may be missing, and its first half too.
        return ends.Any(end => cut >= end - 2 && cut <= end);
    }

    private static void AssertBounded(Answer answer) =>
        Assert.True(answer.Detail is null || (answer.Detail.Length <= 200 && !answer.Detail.Any(char.IsControl)), answer.Detail);

    private static Answer InPieces(DialectSample sample, byte[] bytes, int[] sizes, Outcome? failure)
    {
        var reader = sample.Reader();
        reader.OnHead(200, sample.ContentType);
        for (var (start, turn) = (0, 0); start < bytes.Length; turn++)
        {
            var size = Math.Min(sizes[turn % sizes.Length], bytes.Length - start);
            reader.OnBody(bytes.AsSpan(start, size), TimeSpan.FromMilliseconds(1));
            start += size;
        }

        return reader.Complete(failure, failure?.Name(), Reading.End);
    }
}
