using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Tests.Grpc;

public sealed class InferenceRequestReaderTests
{
    [Fact]
    public void A_request_of_the_REST_form_becomes_the_message_with_nested_data_made_flat()
    {
        var request = InferenceRequestReader.Read(
            """
            {"id":"7","parameters":{"a":1,"b":1.5,"c":"x","d":true,"e":18446744073709551615},
             "inputs":[{"name":"x","shape":[2,2],"datatype":"INT32","parameters":{"binary":false},"data":[[1,2],[3,-4]]}],
             "outputs":[{"name":"y","parameters":{"k":3}}]}
            """,
            raw: false);

        Assert.Equal("7", request.Id);
        Assert.Equal((1L, 1.5, "x", true, ulong.MaxValue), (
            request.Parameters["a"].Int64Param, request.Parameters["b"].DoubleParam, request.Parameters["c"].StringParam,
            request.Parameters["d"].BoolParam, request.Parameters["e"].Uint64Param));
        var input = Assert.Single(request.Inputs);
        Assert.Equal(("x", "INT32"), (input.Name, input.Datatype));
        Assert.Equal([2L, 2L], input.Shape);
        Assert.Equal([1, 2, 3, -4], input.Contents.IntContents);
        Assert.False(input.Parameters["binary"].BoolParam);
        Assert.Equal("y", Assert.Single(request.Outputs).Name);
        Assert.Empty(request.RawInputContents);
    }

    [Theory]
    [InlineData("BOOL", "[true,false]", "0100")]
    [InlineData("INT8", "[-1,127]", "FF7F")]
    [InlineData("UINT8", "[0,255]", "00FF")]
    [InlineData("INT16", "[-2,256]", "FEFF0001")]
    [InlineData("UINT16", "[1,65535]", "0100FFFF")]
    [InlineData("INT32", "[-1,1]", "FFFFFFFF01000000")]
    [InlineData("UINT32", "[4294967295,1]", "FFFFFFFF01000000")]
    [InlineData("INT64", "[-9223372036854775808,1]", "00000000000000800100000000000000")]
    [InlineData("UINT64", "[18446744073709551615,1]", "FFFFFFFFFFFFFFFF0100000000000000")]
    [InlineData("FP16", "[1,-2]", "003C00C0")]
    [InlineData("BF16", "[1,3.1415927]", "803F4940")]
    [InlineData("FP32", "[1,-2]", "0000803F000000C0")]
    [InlineData("FP64", "[1,-2]", "000000000000F03F00000000000000C0")]
    [InlineData("BYTES", "[\"hé\",\"\"]", "0300000068C3A900000000")]
    public void Raw_contents_are_little_endian(string datatype, string data, string hex)
    {
        var request = InferenceRequestReader.Read($$"""{"inputs":[{"name":"x","shape":[2],"datatype":"{{datatype}}","data":{{data}}}]}""", raw: true);

        Assert.Equal(hex, Convert.ToHexString(Assert.Single(request.RawInputContents).Span));
        Assert.Null(request.Inputs[0].Contents);
    }

    [Theory]
    [InlineData("[]", "the request is no mapping")]
    [InlineData("{", "the request is not JSON")]
    [InlineData("{}", "the request has no inputs")]
    [InlineData("""{"prompt":"x"}""", "'prompt' has no gRPC form; a request has id, parameters, inputs and outputs")]
    [InlineData("""{"inputs":{}}""", "inputs is no list")]
    [InlineData("""{"inputs":[1]}""", "inputs[0] is no mapping")]
    [InlineData("""{"inputs":[{"shape":[1],"data":[1]}]}""", "inputs[0] has no datatype")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"FP8","data":[1]}]}""", "inputs[0]: the datatype 'FP8' is not one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"FP16","data":[1]}]}""", "inputs[0]: FP16 has no typed contents; write tensorContents: raw")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"BF16","data":[1]}]}""", "inputs[0]: BF16 has no typed contents; write tensorContents: raw")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"UINT8","data":[256]}]}""", "inputs[0].data: '256' is no UINT8")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"INT64","data":[1.5]}]}""", "inputs[0].data: '1.5' is no INT64")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"FP32","data":[1e39]}]}""", "inputs[0].data: '1e39' is no FP32")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"BOOL","data":[1]}]}""", "inputs[0].data: '1' is no BOOL")]
    [InlineData("""{"inputs":[{"shape":[2,3],"datatype":"FP32","data":[[1,2],[3,4]]}]}""", "inputs[0]: its shape says 6 values, its data has 4")]
    [InlineData("""{"inputs":[{"shape":[-1],"datatype":"FP32","data":[1]}]}""", "inputs[0].shape[0] is no whole number of zero or more")]
    [InlineData("""{"inputs":[{"shape":[9223372036854775807,9223372036854775807,9],"datatype":"FP32","data":[1]}]}""", "inputs[0]: its shape says 18446744073709551615 values, its data has 1")]
    [InlineData("""{"inputs":[{"shape":[1],"datatype":"FP32","data":[1],"extra":1}]}""", "inputs[0]: 'extra' has no gRPC form")]
    [InlineData("""{"outputs":[{"data":1}]}""", "outputs[0]: 'data' has no gRPC form")]
    [InlineData("""{"parameters":{"a":[]}}""", "parameters: 'a' must be a flag, a number or a text")]
    public void What_has_no_gRPC_form_is_said_with_its_place(string json, string problem) => Assert.Equal(problem, GrpcExchanges.Problem(json, raw: false));

    [Fact]
    public void Typed_contents_hold_each_datatype_in_its_own_field()
    {
        var request = InferenceRequestReader.Read(
            """
            {"inputs":[
             {"name":"a","shape":[1],"datatype":"BOOL","data":[true]},{"name":"b","shape":[1],"datatype":"UINT16","data":[65535]},
             {"name":"c","shape":[1],"datatype":"UINT64","data":[18446744073709551615]},{"name":"d","shape":[1],"datatype":"FP32","data":[0.1]},
             {"name":"e","shape":[1],"datatype":"FP64","data":[0.1]},{"name":"f","shape":[1],"datatype":"BYTES","data":["é"]},
             {"name":"g","shape":[1],"datatype":"INT64","data":[-5]},{"name":"h","shape":[0],"datatype":"INT8","data":[]}]}
            """,
            raw: false);

        var contents = request.Inputs.Select(input => input.Contents).ToList();
        Assert.Equal([true], contents[0].BoolContents);
        Assert.Equal([65535u], contents[1].UintContents);
        Assert.Equal([ulong.MaxValue], contents[2].Uint64Contents);
        Assert.Equal([0.1f], contents[3].Fp32Contents);
        Assert.Equal([0.1], contents[4].Fp64Contents);
        Assert.Equal("é", contents[5].BytesContents[0].ToStringUtf8());
        Assert.Equal([-5L], contents[6].Int64Contents);
        Assert.Empty(contents[7].IntContents);
    }
}
