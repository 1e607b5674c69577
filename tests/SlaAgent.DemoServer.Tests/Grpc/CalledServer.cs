using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Tests.Grpc;

/// <summary>What tests over gRPC share: a server that runs, and a client of it.</summary>
public abstract class CalledServer : IAsyncLifetime
{
    protected const string Inference = "inference.GRPCInferenceService/";
    protected const string Health = "grpc.health.v1.Health/Check";

    private protected RunningServer Server { get; private set; } = null!;

    private protected GrpcClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        Client = new GrpcClient(Server.Server.GrpcAddress);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<bool> IsServerReadyAsync() =>
        (await Client.CallAsync(Inference + "ServerReady", new ServerReadyRequest(), ServerReadyResponse.Parser)).Ready;

    private protected async Task<bool> IsModelReadyAsync() =>
        (await Client.CallAsync(Inference + "ModelReady", new ModelReadyRequest { Name = "iris" }, ModelReadyResponse.Parser)).Ready;
}
