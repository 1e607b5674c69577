using CsCheck;
using Google.Protobuf;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Tests.Grpc;

public sealed class InferenceReaderTests
{
    [Theory]
    [InlineData("BOOL", "0100", "[true,false]")]
    [InlineData("INT8", "FF7F", "[-1,127]")]
    [InlineData("UINT8", "00FF", "[0,255]")]
    [InlineData("INT16", "FEFF0001", "[-2,256]")]
    [InlineData("UINT16", "0100FFFF", "[1,65535]")]
    [InlineData("INT32", "FFFFFFFF01000000", "[-1,1]")]
    [InlineData("UINT32", "FFFFFFFF01000000", "[4294967295,1]")]
    [InlineData("INT64", "00000000000000800100000000000000", "[-9223372036854775808,1]")]
    [InlineData("UINT64", "FFFFFFFFFFFFFFFF0100000000000000", "[18446744073709551615,1]")]
    [InlineData("FP16", "003C00C0", "[1,-2]")]
    [InlineData("BF16", "803F4940", "[1,3.140625]")]
    [InlineData("FP32", "CDCCCC3D0000C07F", "[0.1,\"NaN\"]")]
    [InlineData("FP64", "000000000000F03F000000000000F0FF", "[1,\"-Infinity\"]")]
    [InlineData("BYTES", "0300000068C3A900000000", "[\"h\\u00E9\",\"\"]")]
    public void Raw_contents_become_the_data_of_the_REST_form(string datatype, string hex, string data)
    {
        var response = Response(datatype, 2);
        response.RawOutputContents.Add(ByteString.CopyFrom(Convert.FromHexString(hex)));

        var answer = GrpcReading.Inference().Read(response);

        Assert.Equal((Outcome.Success, null), (answer.Outcome, answer.Detail));
        Assert.Contains($"\"datatype\":\"{datatype}\",\"shape\":[2],\"data\":{data}", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_contents_are_held_against_the_same_assertions()
    {
        var response = Response("FP32", 2);
        response.Outputs[0].Contents = new InferTensorContents { Fp32Contents = { 0.1f, 0.9f } };
        response.Parameters["took"] = new InferParameter { Int64Param = 3 };
        Expectation Near(double value) => new() { Json = [new("$.outputs[0].data[1]", null, value, 0.01, null), new("$.parameters.took", "3", null, 0, null)] };

        Assert.Equal(Outcome.Success, GrpcReading.Inference(Near(0.9)).Read(response).Outcome);
        var wrong = GrpcReading.Inference(Near(0.5)).Read(response);
        Assert.Equal((Outcome.InvalidResponse, "$.outputs[0].data[1] is 0.9, expected 0.5 ± 0.01"), (wrong.Outcome, wrong.Detail));
    }

    [Theory]
    [InlineData("FP32", "0000803F", "output y: its shape says 2 values, its data has 1")]
    [InlineData("FP32", "0000803F00", "output y: its raw contents end within a value of FP32")]
    [InlineData("BYTES", "FFFFFFFF00", "output y: its raw contents end within an element of BYTES")]
    [InlineData("BYTES", "000000", "output y: its raw contents end within a length of BYTES")]
    [InlineData("FP8", "0000", "output y: its datatype FP8 is not known")]
    public void Raw_contents_that_do_not_fit_are_an_invalid_response(string datatype, string hex, string detail)
    {
        var response = Response(datatype, 2);
        response.RawOutputContents.Add(ByteString.CopyFrom(Convert.FromHexString(hex)));

        var answer = GrpcReading.Inference().Read(response);

        Assert.Equal((Outcome.InvalidResponse, detail), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void An_answer_of_another_model_without_outputs_or_of_another_kind_is_invalid()
    {
        var other = Response("FP32", 0);
        other.ModelName = "n";
        Assert.Equal("expected an answer of the model m, got one of n", GrpcReading.Inference().Read(other).Detail);
        Assert.Equal("expected outputs with at least one tensor", GrpcReading.Inference().Read(new ModelInferResponse { ModelName = "m" }).Detail);
        var garbage = GrpcReading.Inference().Read([0, 0, 0, 0, 1, 0xFF]);
        Assert.Equal((Outcome.InvalidResponse, "the message is not of the type that was asked for"), (garbage.Outcome, garbage.Detail));
    }

    [Theory]
    [InlineData("4", "late", 4.9, Outcome.TimeoutTotal, "DEADLINE_EXCEEDED: late")]
    [InlineData("4", "late", 1.0, Outcome.GrpcError, "DEADLINE_EXCEEDED: late")]
    [InlineData("8", "queue%20full", 1.0, Outcome.Http429, "RESOURCE_EXHAUSTED: queue full")]
    [InlineData("14", "Model with name m is not ready.", 1.0, Outcome.NotReady, "UNAVAILABLE: Model with name m is not ready.")]
    [InlineData("14", "Request for unknown model: 'm' has no available versions", 1.0, Outcome.NotReady, "UNAVAILABLE: Request for unknown model: 'm' has no available versions")]
    [InlineData("14", "no healthy upstream", 1.0, Outcome.GrpcError, "UNAVAILABLE: no healthy upstream")]
    [InlineData("13", "100%", 1.0, Outcome.GrpcError, "INTERNAL: 100%")]
    [InlineData("16", null, 1.0, Outcome.Http4xx, "UNAUTHENTICATED")]
    [InlineData("3", "'shape' must be [n, 4]", 1.0, Outcome.Http4xx, "INVALID_ARGUMENT: 'shape' must be [n, 4]")]
    [InlineData("3", "Model 'm' is not ready yet.", 1.0, Outcome.NotReady, "INVALID_ARGUMENT: Model 'm' is not ready yet.")]
    [InlineData("5", "Model not found", 1.0, Outcome.Http4xx, "NOT_FOUND: Model not found")]
    [InlineData("5", "not ready", 1.0, Outcome.Http4xx, "NOT_FOUND: not ready")]
    [InlineData("6", null, 1.0, Outcome.Http4xx, "ALREADY_EXISTS")]
    [InlineData("7", null, 1.0, Outcome.Http4xx, "PERMISSION_DENIED")]
    [InlineData("9", null, 1.0, Outcome.Http4xx, "FAILED_PRECONDITION")]
    [InlineData("11", null, 1.0, Outcome.Http4xx, "OUT_OF_RANGE")]
    [InlineData("12", null, 1.0, Outcome.Http4xx, "UNIMPLEMENTED")]
    [InlineData("1", null, 1.0, Outcome.GrpcError, "CANCELLED")]
    [InlineData("2", null, 1.0, Outcome.GrpcError, "UNKNOWN")]
    [InlineData("10", null, 1.0, Outcome.GrpcError, "ABORTED")]
    [InlineData("15", null, 1.0, Outcome.GrpcError, "DATA_LOSS")]
    public void A_status_has_its_outcome(string status, string? message, double seconds, Outcome outcome, string detail)
    {
        var answer = GrpcReading.Inference().Read([], status, message, TimeSpan.FromSeconds(seconds));
        Assert.Equal((outcome, detail), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void What_is_no_gRPC_answer_is_said_to_be_that()
    {
        Assert.Equal((Outcome.ProtocolError, "not gRPC: content type text/html"), Of(GrpcReading.Inference().Read([], contentType: "text/html")));
        Assert.Equal((Outcome.ProtocolError, "not gRPC: no content type"), Of(GrpcReading.Inference().Read([], contentType: null)));
        Assert.Equal((Outcome.ProtocolError, "the answer ended without a gRPC status"), Of(GrpcReading.Inference().Read([], status: null)));
        Assert.Equal((Outcome.ProtocolError, "status OK without a message"), Of(GrpcReading.Inference().Read([])));
        Assert.Equal((Outcome.Truncated, "the message ended within its prefix"), Of(GrpcReading.Inference().Read([0, 0])));
        Assert.Equal((Outcome.ProtocolError, "more than one message in a unary answer"), Of(GrpcReading.Inference().Read([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])));
        Assert.Equal((Outcome.ProtocolError, "a compressed message that was not asked for (no grpc-encoding)"), Of(GrpcReading.Inference().Read([1, 0, 0, 0, 0])));
        Assert.Equal((Outcome.Http5xx, "HTTP status 502: bad gateway"), Of(GrpcReading.Inference().Read("bad gateway"u8.ToArray(), status: null, http: 502, contentType: "text/plain")));
        Assert.Equal((Outcome.Stalled, "stalled"), Of(GrpcReading.Inference().Read([0], status: null, failure: Outcome.Stalled)));
    }

    [Fact]
    public void Any_bytes_are_an_outcome_and_never_an_exception() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        Assert.NotEqual(Outcome.AgentError, GrpcReading.Inference().Read(bytes).Outcome);
        Assert.NotEqual(Outcome.AgentError, GrpcReading.Inference().Read([0, 0, 0, 0, (byte)bytes.Length, .. bytes]).Outcome);
    });

    [Fact]
    public void Any_contents_are_an_outcome_and_never_an_exception() =>
        Gen.Select(Gen.OneOf(TensorDatatype.All.Split(", ").Select(Gen.Const).ToArray()), Gen.Byte.Array[0, 40], Gen.Long.Array[0, 3]).Sample((datatype, raw, shape) =>
        {
            var response = Response(datatype, 0);
            response.Outputs[0].Shape.Clear();
            response.Outputs[0].Shape.AddRange(shape);
            response.RawOutputContents.Add(ByteString.CopyFrom(raw));
            Assert.True(GrpcReading.Inference().Read(response).Outcome is Outcome.Success or Outcome.InvalidResponse);
        });

    private static (Outcome Outcome, string? Detail) Of(SlaAgent.ModelServers.Exchanges.Answer answer) => (answer.Outcome, answer.Detail);

    private static ModelInferResponse Response(string datatype, int count) => new()
    {
        ModelName = "m",
        Outputs = { new ModelInferResponse.Types.InferOutputTensor { Name = "y", Datatype = datatype, Shape = { count } } },
    };
}
