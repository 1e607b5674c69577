using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class KServeTests
{
    [Fact]
    public async Task V2_has_no_versions_and_lists_its_models()
    {
        await using var server = await RunningServer.StartAsync(Dialect.KServeV2);

        Assert.Equal(501, (await server.GetAsync("/v2/models/iris/versions/1/ready")).Status);
        Assert.Equal(501, (await server.PostAsync("/v2/models/iris/versions/1/infer", "{}")).Status);
        Assert.Equal("""{"models":["iris"]}""", (await server.GetAsync("/v2/models")).Text);
        Assert.Equal("kserve", (await server.GetAsync("/v2")).Json.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{"instances":[[5.1,3.5,1.4,0.2],[6.3,3.3,6.0,2.5]]}""", 200)]
    [InlineData("""{"inputs":[[5.1,3.5,1.4,0.2],[6.3,3.3,6.0,2.5]]}""", 200)]
    [InlineData("""{"instances":[[5.1,3.5,1.4]]}""", 400)]
    [InlineData("""{"instances":[["a","b","c","d"]]}""", 400)]
    [InlineData("""{"instances":[]}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    public async Task V1_takes_instances_or_inputs_and_refuses_the_rest(string body, int status)
    {
        await using var server = await RunningServer.StartAsync(Dialect.KServeV1);

        var reply = await server.PostAsync("/v1/models/iris:predict", body);

        Assert.Equal(status, reply.Status);
        Assert.Contains(status == 200 ? """{"predictions":[0,2]}""" : "\"error\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_ready_says_so_to_an_inference_too()
    {
        await using var server = await RunningServer.StartAsync(Dialect.KServeV1);
        server.Faults = new() { ModelNotReady = true };

        var reply = await server.PostAsync("/v1/models/iris:predict", """{"instances":[[5.1,3.5,1.4,0.2]]}""");

        Assert.Equal((503, """{"error":"Model with name iris is not ready."}"""), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task The_OpenAI_runtime_is_under_its_own_prefix_only()
    {
        await using var server = await RunningServer.StartAsync(Dialect.KServeOpenAi);

        Assert.Equal("demo-chat", (await server.GetAsync("/openai/v1/models")).Json.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(404, (await server.GetAsync("/v1/models")).Status);
    }
}
