using Grpc.Core;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Tests.Grpc;

/// <summary>The faults that say what state the server is in, over gRPC, and the log of it.</summary>
public sealed class InferenceFaultsTests : IAsyncLifetime
{
    private const string Inference = "inference.GRPCInferenceService/";
    private RunningServer _server = null!;
    private GrpcClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        _client = new GrpcClient(_server.Server.GrpcAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_loading_server_lives_is_not_ready_and_infers_nothing()
    {
        _server.Faults = new FaultSet { Loading = true };

        Assert.True((await _client.CallAsync(Inference + "ServerLive", new ServerLiveRequest(), ServerLiveResponse.Parser)).Live);
        Assert.False((await _client.CallAsync(Inference + "ServerReady", new ServerReadyRequest(), ServerReadyResponse.Parser)).Ready);
        Assert.False((await ModelReadyAsync()).Ready);
        Assert.Equal(StatusCode.Unavailable, await RefusalAsync());
    }

    [Fact]
    public async Task A_model_that_is_not_ready_leaves_the_server_ready()
    {
        _server.Faults = new FaultSet { ModelNotReady = true };

        Assert.True((await _client.CallAsync(Inference + "ServerReady", new ServerReadyRequest(), ServerReadyResponse.Parser)).Ready);
        Assert.False((await ModelReadyAsync()).Ready);
        Assert.Equal(StatusCode.Unavailable, await RefusalAsync());
    }

    [Fact]
    public async Task What_is_refused_has_a_status_and_is_recorded()
    {
        _server.Faults = new FaultSet { Overload = 429 };
        Assert.Equal(StatusCode.ResourceExhausted, await RefusalAsync());
        _server.Faults = new FaultSet { ModelUnknown = true };
        Assert.Equal(StatusCode.NotFound, await RefusalAsync());
        _server.Faults = FaultSet.None;
        Assert.Equal(StatusCode.NotFound, await RefusalAsync(model: "rose"));

        Assert.Equal([ServedOutcome.Overloaded, ServedOutcome.Refused, ServedOutcome.Refused], _server.Server.Requests.Read().Select(request => request.Outcome));
    }

    private Task<ModelReadyResponse> ModelReadyAsync() => _client.CallAsync(Inference + "ModelReady", new ModelReadyRequest { Name = "iris" }, ModelReadyResponse.Parser);

    private async Task<StatusCode> RefusalAsync(string model = "iris") =>
        (await _client.RefusalAsync(Inference + "ModelInfer", new ModelInferRequest { ModelName = model }, ModelInferResponse.Parser)).Item1;
}
