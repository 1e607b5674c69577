using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Presets;

/// <summary>What is known of a kind of model server. Data: a server more is a record more.</summary>
internal sealed record Preset
{
    /// <summary>As written under <c>server</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the model must be named.</summary>
    public bool NeedsModel { get; init; }

    /// <summary>How the model's readiness is asked for; null where only the user knows.</summary>
    public HealthPreset? ModelHealth { get; init; }

    /// <summary>How the server's own readiness is asked for where no model is named; null for as the model's.</summary>
    public HealthPreset? ServerHealth { get; init; }

    /// <summary>How inference is asked for.</summary>
    public required InferencePreset Inference { get; init; }

    /// <summary>What a configuration must know of it.</summary>
    public PresetCapabilities Capabilities =>
        new(Id, NeedsModel, ModelHealth is not null, Inference.Path is not null, Inference.Dialect == AnswerDialect.OpenAi)
        {
            ApiRoot = Inference.Path is { } path ? path[..path.IndexOf('/', 1)] : null,
            HasGrpc = GrpcExchanges.FormOf(Id) is not null,
            HasHttp = GrpcExchanges.FormOf(Id) != GrpcForm.HealthCheck,
            GrpcRequestProblem = GrpcExchanges.FormOf(Id) == GrpcForm.OpenInference ? GrpcExchanges.Problem : null,
        };

    /// <summary>How <paramref name="service"/> is asked for its health; null where only the user knows.</summary>
    public HealthPreset? HealthOf(ModelService service) => service.Model is null ? ServerHealth ?? ModelHealth : ModelHealth;
}
