using Grpc.Core;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Tests.Grpc;

/// <summary>The faults that say what state the server is in, over gRPC, and the log of it.</summary>
public sealed class InferenceFaultsTests : CalledServer
{
    [Fact]
    public async Task A_loading_server_lives_is_not_ready_and_infers_nothing()
    {
        Server.Faults = new FaultSet { Loading = true };

        Assert.True((await Client.CallAsync(Inference + "ServerLive", new ServerLiveRequest(), ServerLiveResponse.Parser)).Live);
        Assert.False(await IsServerReadyAsync());
        Assert.False(await IsModelReadyAsync());
        Assert.Equal(StatusCode.Unavailable, await RefusalAsync());
    }

    [Fact]
    public async Task A_model_that_is_not_ready_leaves_the_server_ready()
    {
        Server.Faults = new FaultSet { ModelNotReady = true };

        Assert.True(await IsServerReadyAsync());
        Assert.False(await IsModelReadyAsync());
        Assert.Equal(StatusCode.Unavailable, await RefusalAsync());
    }

    [Fact]
    public async Task What_is_refused_has_a_status_and_is_recorded()
    {
        Server.Faults = new FaultSet { Overload = 429 };
        Assert.Equal(StatusCode.ResourceExhausted, await RefusalAsync());
        Server.Faults = new FaultSet { ModelUnknown = true };
        Assert.Equal(StatusCode.NotFound, await RefusalAsync());
        Server.Faults = FaultSet.None;
        Assert.Equal(StatusCode.NotFound, await RefusalAsync(model: "rose"));

        Assert.Equal([ServedOutcome.Overloaded, ServedOutcome.Refused, ServedOutcome.Refused], Server.Server.Requests.Read().Select(request => request.Outcome));
    }

    private async Task<StatusCode> RefusalAsync(string model = "iris") =>
        (await Client.RefusalAsync(Inference + "ModelInfer", new ModelInferRequest { ModelName = model }, ModelInferResponse.Parser)).Item1;
}
