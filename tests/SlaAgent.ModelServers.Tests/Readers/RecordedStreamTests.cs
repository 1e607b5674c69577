using CsCheck;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

/// <summary>The streams that real servers sent: read whole, cut at every byte, and in pieces of every size.</summary>
public sealed class RecordedStreamTests
{
    private const string Chat = "openai/chat_completion_chunk_stream.txt";
    private const string Completion = "openai/completion_chunk_stream.txt";
    private const string TgiUsage = "tgi/test_chat_openai_usage.json";
    private const string TgiLong = "tgi/test_flash_llama_completion_stream_usage.json";

    public static TheoryData<string> Streams => [Chat, Completion, TgiUsage, TgiLong];

    [Fact]
    public void The_chat_stream_has_seven_pieces_and_no_count_of_tokens()
    {
        var answer = Whole(Chat);
        Assert.Equal(Outcome.Success, answer.Outcome);
        Assert.Equal("AI, or artificial intelligence, is", answer.Text);
        Assert.Equal((7, true, null), (answer.OutputTokens, answer.TokensEstimated, answer.PromptTokens));
    }

    [Fact]
    public void The_completion_stream_has_two_choices_whose_pieces_all_count()
    {
        var answer = Whole(Completion);
        Assert.Equal(Outcome.Success, answer.Outcome);
        Assert.Equal("\n\nAI stands for artificial ", answer.Text);
        Assert.Equal((12, true), (answer.OutputTokens, answer.TokensEstimated));
    }

    [Fact]
    public void The_chat_with_usage_counts_what_the_server_counts()
    {
        var answer = Whole(TgiUsage);
        Assert.Equal((Outcome.Success, "OK!"), (answer.Outcome, answer.Text));
        Assert.Equal((39, 3, false), (answer.PromptTokens, answer.OutputTokens, answer.TokensEstimated));
    }

    [Fact]
    public void The_longer_chat_with_usage_counts_what_the_server_counts()
    {
        var answer = Whole(TgiLong);
        Assert.Equal(Outcome.Success, answer.Outcome);
        Assert.StartsWith("**Deep Learning: An Overview**\n====", answer.Text, StringComparison.Ordinal);
        Assert.Equal((40, 10, false), (answer.PromptTokens, answer.OutputTokens, answer.TokensEstimated));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_that_the_transport_saw_cut_is_never_a_success(string path)
    {
        var stream = Bytes(path);
        var model = new StreamModel(stream);
        for (var cut = 0; cut < stream.Length; cut++)
        {
            var answer = Reading.StreamReader().Read(stream.AsSpan(0, cut), Reading.Stream, failure: Outcome.Truncated);
            Assert.Equal(Outcome.Truncated, answer.Outcome);
            Assert.Equal(cut >= model.FirstContentEnd, answer.TimeToFirstToken is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_whose_end_looked_regular_is_a_success_only_when_every_choice_had_finished(string path)
    {
        var stream = Bytes(path);
        var model = new StreamModel(stream);
        for (var cut = 0; cut < stream.Length; cut++)
        {
            var answer = Reading.StreamReader().Read(stream.AsSpan(0, cut), Reading.Stream);
            if (answer.Outcome == Outcome.Success)
            {
                Assert.True(cut >= model.LastFinishJsonEnd, $"cut at {cut}");
            }
            else
            {
                Assert.Equal(Outcome.Truncated, answer.Outcome);
            }

            Assert.Equal(cut >= model.FirstContentJsonEnd, answer.TimeToFirstToken is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void However_a_stream_is_cut_into_pieces_the_answer_is_the_same_and_its_times_are_those_of_the_pieces(string path)
    {
        var stream = Bytes(path);
        var model = new StreamModel(stream);
        var whole = Whole(path);
        Gen.Int[1, 97].Array[1, 60].Sample(sizes =>
        {
            var (answer, ends) = InPieces(stream, sizes);
            var times = model.ContentEnds.Select(end => At(ends.First(piece => piece >= end))).ToArray();
            Assert.Equal((times[0], times[0]), (answer.TimeToFirstToken, answer.TimeToFirstAnswerToken));
            Assert.Equal(times.Zip(times.Skip(1), (a, b) => b - a).Max(), answer.InterChunkLatency);
            var perToken = (times[^1] - times[0]) / (whole.OutputTokens!.Value - 1);
            Assert.Equal(perToken > TimeSpan.Zero ? perToken : null, answer.TimePerOutputToken);
            Assert.Equal(whole, answer with
            {
                TimeToFirstToken = whole.TimeToFirstToken,
                TimeToFirstAnswerToken = whole.TimeToFirstAnswerToken,
                TimePerOutputToken = whole.TimePerOutputToken,
                InterChunkLatency = whole.InterChunkLatency,
            });
        });
    }

    private static byte[] Bytes(string path) => path.EndsWith(".json", StringComparison.Ordinal) ? Fixture.Stream(path) : Fixture.Bytes(path);

    private static Answer Whole(string path) => Reading.StreamReader().Read(Bytes(path), Reading.Stream);

    // The time of a piece is that of its last byte, a millisecond a byte.
    private static TimeSpan At(int end) => TimeSpan.FromMilliseconds(end);

    private static (Answer Answer, List<int> Ends) InPieces(byte[] stream, int[] sizes)
    {
        var reader = Reading.StreamReader();
        var ends = new List<int>();
        reader.OnHead(200, Reading.Stream);
        for (var (start, turn) = (0, 0); start < stream.Length; turn++)
        {
            var end = Math.Min(stream.Length, start + sizes[turn % sizes.Length]);
            reader.OnBody(stream.AsSpan(start, end - start), At(end));
            ends.Add(end);
            start = end;
        }

        return (reader.Complete(null, null, At(stream.Length)), ends);
    }
}
