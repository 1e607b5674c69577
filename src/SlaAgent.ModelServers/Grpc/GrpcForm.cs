namespace SlaAgent.ModelServers.Grpc;

/// <summary>What a preset can be asked over gRPC.</summary>
internal enum GrpcForm
{
    /// <summary>The Open Inference Protocol, <c>inference.GRPCInferenceService</c>.</summary>
    OpenInference,

    /// <summary>The health check alone, <c>grpc.health.v1.Health</c>.</summary>
    HealthCheck,
}
