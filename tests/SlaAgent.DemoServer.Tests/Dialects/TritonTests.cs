using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class TritonTests : IAsyncLifetime
{
    private const string Prompt = """{"text_input":"Still there?","parameters":{"max_tokens":4}}""";
    private const string Tensor = """{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}""";
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Dialect.Triton);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Generate_stream_is_events_without_done_that_make_up_the_text()
    {
        var whole = await _server.PostAsync("/v2/models/demo-chat/generate", Prompt);

        var reply = await _server.PostAsync("/v2/models/demo-chat/versions/1/generate_stream", Prompt);

        Assert.Equal("text/event-stream", reply.ContentType);
        Assert.Equal(4, reply.Events.Length);
        Assert.Equal(whole.Json.GetProperty("text_output").GetString(), string.Concat(reply.Chunks.Select(chunk => chunk.GetProperty("text_output").GetString())));
        Assert.Equal("demo-chat", reply.Chunks[0].GetProperty("model_name").GetString());
    }

    [Fact]
    public async Task A_failure_in_a_stream_is_an_event_under_200()
    {
        _server.Faults = new FaultSet { StreamError = true };

        var reply = await _server.PostAsync("/v2/models/demo-chat/generate_stream", Prompt);

        Assert.Equal(200, reply.Status);
        Assert.Equal(3, reply.Chunks.Length);
        Assert.True(reply.Chunks[2].TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("/v2/models/tulip/infer", Tensor)]
    [InlineData("/v2/models/iris/versions/2/infer", Tensor)]
    [InlineData("/v2/models/iris/generate", Prompt)]
    [InlineData("/v2/models/demo-chat/infer", Tensor)]
    public async Task What_a_model_is_not_or_cannot_is_404(string path, string body) => Assert.Equal(404, (await _server.PostAsync(path, body)).Status);

    [Fact]
    public async Task Server_metadata_and_the_index_name_the_server_and_its_models()
    {
        _server.Faults = new FaultSet { ModelNotReady = true };

        Assert.Equal("triton", (await _server.GetAsync("/v2")).Json.GetProperty("name").GetString());
        Assert.All((await _server.PostAsync("/v2/repository/index", "")).Json.EnumerateArray(), model => Assert.Equal("UNAVAILABLE", model.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Statistics_count_successes_and_failures_exactly()
    {
        await _server.PostAsync("/v2/models/iris/infer", Tensor);
        await _server.PostAsync("/v2/models/iris/infer", Tensor);
        _server.Faults = new FaultSet { ErrorShare = 1 };
        await _server.PostAsync("/v2/models/iris/infer", Tensor);

        var statistics = (await _server.GetAsync("/v2/models/iris/stats")).Json.GetProperty("model_stats")[0].GetProperty("inference_stats");

        Assert.Equal(2, statistics.GetProperty("success").GetProperty("count").GetInt32());
        Assert.Equal(1, statistics.GetProperty("fail").GetProperty("count").GetInt32());
        Assert.True(statistics.GetProperty("success").GetProperty("ns").GetInt64() > 0);
    }
}
