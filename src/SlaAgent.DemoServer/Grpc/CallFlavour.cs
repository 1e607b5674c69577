using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Dialects.MlServer;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>In what the servers differ over gRPC.</summary>
/// <param name="ServerName">Name, as server metadata say.</param>
/// <param name="HasHealthCheck">Whether gRPC's own health check is served: KServe's Python server and MLServer have none.</param>
/// <param name="Index">The method that lists the models; null for none.</param>
internal sealed record CallFlavour(string ServerName, bool HasHealthCheck, string? Index)
{
    private const string OwnIndex = "/inference.GRPCInferenceService/RepositoryIndex";
    private const string ServiceIndex = "/inference.model_repository.ModelRepositoryService/RepositoryIndex";

    /// <summary>What answers and metadata add to a model's name.</summary>
    public string LoadedSuffix { get; init; } = "";

    /// <summary>That of <paramref name="dialect"/>; the demo's own where the real server has no such form.</summary>
    public static CallFlavour Of(Dialect dialect) => dialect switch
    {
        Dialect.Triton => new("triton", true, OwnIndex),
        Dialect.MlServer => new("mlserver", false, ServiceIndex),
        // Its front routes no other service.
        Dialect.Seldon => new("mlserver", false, null) { LoadedSuffix = SeldonFront.LoadedSuffix },
        Dialect.KServeV2 => new("kserve", false, null),
        _ => new("slaagent-demo", true, null),
    };
}
