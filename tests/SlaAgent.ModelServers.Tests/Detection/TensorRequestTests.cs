using System.Text.Json;
using SlaAgent.ModelServers.Detection;

namespace SlaAgent.ModelServers.Tests.Detection;

public sealed class TensorRequestTests
{
    [Fact]
    public void Every_input_gets_its_shape_with_one_for_a_free_dimension_and_a_value_that_its_datatype_takes()
    {
        var request = From(
            """
            {"name":"m","inputs":[{"name":"a","datatype":"FP32","shape":[-1,3]},{"name":"b","datatype":"INT64","shape":["2"]},
             {"name":"c","datatype":"BYTES","shape":[1]},{"name":"d","datatype":"BOOL","shape":[]}]}
            """);

        Assert.Equal(
            """
            {"inputs":[{"name":"a","shape":[1,3],"datatype":"FP32","data":[0.5,0.5,0.5]},{"name":"b","shape":[2],"datatype":"INT64","data":[0,0]},{"name":"c","shape":[1],"datatype":"BYTES","data":["text"]},{"name":"d","shape":[],"datatype":"BOOL","data":[false]}]}
            """,
            request.Request);
    }

    [Theory]
    [InlineData("{}", "name no inputs")]
    [InlineData("""{"inputs":[]}""", "name no inputs")]
    [InlineData("""{"inputs":[{"name":"x"}]}""", "without name, datatype or shape")]
    [InlineData("""{"inputs":["x"]}""", "without name, datatype or shape")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP16","shape":[1]}]}""", "no form in JSON")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[3,224,224]}]}""", "more than 4096 values")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[9223372036854775807,9223372036854775807]}]}""", "more than 4096 values")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[0.5]}]}""", "without name, datatype or shape")]
    public void What_cannot_be_built_is_said(string metadata, string reason)
    {
        var (request, problem) = From(metadata);
        Assert.Null(request);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    private static (string? Request, string? Problem) From(string metadata)
    {
        using var document = JsonDocument.Parse(metadata);
        return (TensorRequest.From(document.RootElement, out var problem), problem);
    }
}
