using System.Text;
using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class OpenInferenceReaderTests
{
    private const string Recorded = "oip/inference-response.json";

    [Fact]
    public void The_recorded_answer_is_good()
    {
        var expect = new Expectation { Json = [new("$.outputs[0].data[0]", "21"), new("$.outputs[-1].data[-1]", Near: 20.9, Tolerance: 0.2), new("$.outputs", MinItems: 1)] };
        var answer = Read(Fixture.Text(Recorded), "sum-model", expect);
        Assert.Equal((Outcome.Success, null), (answer.Outcome, answer.Detail));
        Assert.Null(answer.OutputTokens);
    }

    [Fact]
    public void The_recorded_answer_cut_anywhere_is_not_a_success()
    {
        var body = Fixture.Bytes(Recorded);
        var end = body.AsSpan().LastIndexOf((byte)'}') + 1;
        for (var cut = 0; cut < end; cut++)
        {
            Assert.Equal(Outcome.InvalidResponse, Reader("sum-model").Read(body.AsSpan(0, cut)).Outcome);
        }
    }

    [Fact]
    public void However_the_answer_is_cut_into_pieces_it_is_the_same()
    {
        var body = Fixture.Bytes(Recorded);
        Gen.Int[1, body.Length].Sample(size =>
        {
            var reader = Reader("sum-model");
            reader.OnHead(200, Reading.Json);
            foreach (var piece in body.Chunk(size))
            {
                reader.OnBody(piece, TimeSpan.Zero);
            }

            Assert.Equal(Read(Encoding.UTF8.GetString(body), "sum-model"), reader.Complete(null, null, Reading.End));
        });
    }

    [Fact]
    public void An_answer_of_another_model_is_invalid()
    {
        var answer = Read(Fixture.Text(Recorded), "other");
        Assert.Equal((Outcome.InvalidResponse, "expected an answer of the model other, got one of sum-model"), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData("[2,2]", "[[1,2],[3,4]]")]
    [InlineData("[2,2]", "[1,2,3,4]")]
    [InlineData("[0]", "[]")]
    [InlineData("[3,0,2]", "[[],[],[]]")]
    [InlineData("[]", "[7]")]
    [InlineData("[2]", "[\"a\",null]")]
    public void Data_may_be_nested_or_flat(string shape, string data) => Assert.Equal(Outcome.Success, Read(Output(shape, data)).Outcome);

    [Theory]
    [InlineData("[2,2]", "[1,2,3]", "output o: its shape says 4 values, its data has 3")]
    [InlineData("[1]", "[]", "output o: its shape says 1 values, its data has 0")]
    [InlineData("[-1]", "[1]", "output o: expected a shape of whole numbers")]
    [InlineData("[1.5]", "[1]", "output o: expected a shape of whole numbers")]
    [InlineData("\"1\"", "[1]", "output o: expected a shape of whole numbers")]
    [InlineData("[1]", "1", "output o: expected an array of data")]
    [InlineData("[1]", "null", "output o: expected an array of data")]
    [InlineData("[4294967296,4294967296]", "[]", "output o: its shape says 18446744073709551615 values, its data has 0")]
    [InlineData("[9223372036854775807,9223372036854775807,9223372036854775807,0]", "[1]", "output o: its shape says 0 values, its data has 1")]
    public void Data_that_do_not_fit_their_shape_are_invalid(string shape, string data, string detail)
    {
        var answer = Read(Output(shape, data));
        Assert.Equal((Outcome.InvalidResponse, detail), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"outputs":[]}""")]
    [InlineData("""{"outputs":{}}""")]
    [InlineData("""{"outputs":[1]}""")]
    [InlineData("""{"outputs":[{"name":"o","shape":[1],"data":[1]}]}""")]
    [InlineData("""{"outputs":[{"datatype":"FP32","shape":[1],"data":[1]}]}""")]
    [InlineData("[]")]
    [InlineData("\"ok\"")]
    [InlineData("ok")]
    [InlineData(" \n")]
    [InlineData("")]
    public void What_is_no_inference_answer_is_invalid(string body)
    {
        var answer = Read(body);
        Assert.Equal(Outcome.InvalidResponse, answer.Outcome);
        Assert.NotEmpty(answer.Detail!);
    }

    [Fact]
    public void An_error_under_200_is_an_in_band_error()
    {
        var answer = Read("""{"error":"CUDA out of memory"}""");
        Assert.Equal((Outcome.InBandError, "CUDA out of memory"), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("Infinity", "Infinity")]
    [InlineData("-Infinity", "Infinity")]
    public void Scores_that_are_no_numbers_are_invalid_and_named(string score, string named)
    {
        var answer = Read("{\n" + Output("[2]", $"[1,{score}]")[1..]);
        Assert.Equal(Outcome.InvalidResponse, answer.Outcome);
        Assert.StartsWith("the body is not JSON (line 2, byte ", answer.Detail, StringComparison.Ordinal);
        Assert.EndsWith($"{named} is no JSON number", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_tokens_bound_cannot_hold_without_tokens() =>
        Assert.Equal(Outcome.InvalidResponse, Read(Output("[1]", "[1]"), expect: new() { MinOutputTokens = 1 }).Outcome);

    [Fact]
    public void Names_that_are_not_unicode_never_throw() =>
        Assert.Equal(Outcome.InvalidResponse, Read("""{"\ud800":1,"outputs":[{"\ud800":1}]}""", expect: new() { Json = [new("$.x", "1")] }).Outcome);

    [Fact]
    public void An_answer_with_random_bytes_in_it_never_throws()
    {
        var good = Fixture.Bytes(Recorded);
        var expect = new Expectation { Json = [new("$.outputs[0].name", "\"x\"")] };
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[1, 6]).Sample((at, noise) =>
        {
            var bytes = good.ToArray();
            noise.AsSpan(0, Math.Min(noise.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
            Assert.NotEqual(Outcome.Success, Reader("sum-model", expect).Read(bytes).Outcome);
        });
    }

    private static string Output(string shape, string data) =>
        $$"""{"model_name":"m","outputs":[{"name":"o","datatype":"FP32","shape":{{shape}},"data":{{data}}}]}""";

    private static AnswerReader Reader(string model = "m", Expectation? expect = null) => Reading.Reader("kserve-v2", Reading.Body(expect: expect), model);

    private static Answer Read(string body, string model = "m", Expectation? expect = null) => Reader(model, expect).Read(body);
}
