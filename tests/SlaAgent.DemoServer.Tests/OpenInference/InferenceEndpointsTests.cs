using System.Text.Json;

namespace SlaAgent.DemoServer.Tests.OpenInference;

public sealed class InferenceEndpointsTests : IAsyncLifetime
{
    private const string Infer = "/v2/models/iris/infer";
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/v2/health/live", "live")]
    [InlineData("/v2/health/ready", "ready")]
    [InlineData("/v2/models/iris/ready", "ready")]
    [InlineData("/v2/models/iris/versions/1/ready", "ready")]
    public async Task Health_answers_yes(string path, string key)
    {
        var reply = await _server.GetAsync(path);

        Assert.Equal(200, reply.Status);
        Assert.True(reply.Json.GetProperty(key).GetBoolean());
    }

    [Fact]
    public async Task Metadata_names_server_model_and_tensors()
    {
        var server = await _server.GetAsync("/v2");
        var model = await _server.GetAsync("/v2/models/iris");

        Assert.Equal("slaagent-demo", server.Json.GetProperty("name").GetString());
        Assert.Equal("iris", model.Json.GetProperty("name").GetString());
        Assert.Equal("[-1,4]", model.Json.GetProperty("inputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal("[-1,3]", model.Json.GetProperty("outputs")[1].GetProperty("shape").GetRawText());
    }

    [Theory]
    [InlineData("FP32", "[5.1, 3.5, 1.4, 0.2, 6.3, 3.3, 6.0, 2.5]")]
    [InlineData("FP64", "[[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]")]
    [InlineData("INT32", "[5, 4, 1, 0, 6, 3, 6, 3]")]
    [InlineData("UINT8", "[[5, 4, 1, 0], [6, 3, 6, 3]]")]
    public async Task Flowers_are_classified_from_flat_and_nested_data(string datatype, string data)
    {
        var reply = await _server.PostAsync(Infer, Body(datatype, "[2, 4]", data));

        Assert.Equal(200, reply.Status);
        Assert.Equal("42", reply.Json.GetProperty("id").GetString());
        var outputs = reply.Json.GetProperty("outputs");
        Assert.Equal("INT64", outputs[0].GetProperty("datatype").GetString());
        Assert.Equal("[2,1]", outputs[0].GetProperty("shape").GetRawText());
        Assert.Equal("[0,2]", outputs[0].GetProperty("data").GetRawText());
        Assert.Equal("[2,3]", outputs[1].GetProperty("shape").GetRawText());
        double[] probabilities = [.. outputs[1].GetProperty("data").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(1, probabilities[..3].Sum(), 9);
        Assert.Equal(1, probabilities[3..].Sum(), 9);
    }

    [Fact]
    public async Task Only_the_outputs_asked_for_come_back()
    {
        var reply = await _server.PostAsync(
            Infer, """{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}],"outputs":[{"name":"predict"}]}""");

        var output = Assert.Single(reply.Json.GetProperty("outputs").EnumerateArray());
        Assert.Equal("predict", output.GetProperty("name").GetString());
        Assert.False(reply.Json.TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("FP16", "[1, 4]", "[1, 2, 3, 4]", "datatype")]
    [InlineData("BYTES", "[1, 4]", "[1, 2, 3, 4]", "datatype")]
    [InlineData("FP64", "[1, 3]", "[1, 2, 3]", "shape")]
    [InlineData("FP64", "[4]", "[1, 2, 3, 4]", "shape")]
    [InlineData("FP64", "[0, 4]", "[]", "shape")]
    [InlineData("FP64", "[-1, 4]", "[]", "shape")]
    [InlineData("FP64", "[1000000000, 4]", "[]", "shape")]
    [InlineData("FP64", "\"[1, 4]\"", "[1, 2, 3, 4]", "shape")]
    [InlineData("FP64", "[2, 4]", "[1, 2, 3, 4]", "shape holds 8 values, 'data' 4")]
    [InlineData("FP64", "[2, 4]", "[[1, 2, 3], [4, 5, 6, 7, 8]]", "row")]
    [InlineData("FP64", "[1, 4]", "[1, 2, \"3\", 4]", "FP64")]
    [InlineData("FP64", "[1, 4]", "[1, 2, null, 4]", "FP64")]
    [InlineData("FP64", "[1, 4]", "[[[1, 2, 3, 4]]]", "row")]
    [InlineData("FP64", "[1, 4]", "7", "data")]
    [InlineData("FP32", "[1, 4]", "[1e300, 2, 3, 4]", "FP32")]
    [InlineData("INT32", "[1, 4]", "[1.5, 2, 3, 4]", "INT32")]
    [InlineData("UINT8", "[1, 4]", "[256, 2, 3, 4]", "UINT8")]
    public async Task A_tensor_that_does_not_fit_is_refused_with_the_reason(string datatype, string shape, string data, string reason)
    {
        var reply = await _server.PostAsync(Infer, Body(datatype, shape, data));

        Assert.Equal(400, reply.Status);
        Assert.Contains(reason, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"inputs":[]}""")]
    [InlineData("""{"inputs":[7]}""")]
    [InlineData("""{"inputs":[{"datatype":"FP64","shape":[1,4],"data":[1,2,3,4]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[1,2,3,4]}],"outputs":[{"name":"nothing"}]}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]")]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        var reply = await _server.PostAsync(Infer, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal(JsonValueKind.String, reply.Json.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task A_body_over_a_megabyte_is_refused() =>
        Assert.Equal(413, (await _server.PostAsync(Infer, new string(' ', 1_100_000) + "{}")).Status);

    [Theory]
    [InlineData("/v2/models/tulip")]
    [InlineData("/v2/models/tulip/ready")]
    [InlineData("/v2/models/iris/versions/2")]
    [InlineData("/v2/models/iris/nothing")]
    [InlineData("/v2/models/")]
    [InlineData("/nothing")]
    public async Task What_is_not_there_is_404(string path)
    {
        var reply = await _server.GetAsync(path);

        Assert.Equal(404, reply.Status);
        Assert.Equal(JsonValueKind.String, reply.Json.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Asking_for_an_inference_with_GET_is_405() => Assert.Equal(405, (await _server.GetAsync(Infer)).Status);

    private static string Body(string datatype, string shape, string data) =>
        $$"""{"id":"42","inputs":[{"name":"measurements","datatype":"{{datatype}}","shape":{{shape}},"data":{{data}}}]}""";
}
