using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Presets;

/// <summary>What is known of a kind of model server. Data: a server more is a record more.</summary>
internal sealed record Preset
{
    /// <summary>As written under <c>server</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the model must be named.</summary>
    public bool NeedsModel { get; init; }

    /// <summary>Whether the server lives; null where only the user knows how to ask.</summary>
    public HealthQuestion? Live { get; init; }

    /// <summary>Whether the server is ready; null where only the user knows how to ask.</summary>
    public HealthQuestion? Ready { get; init; }

    /// <summary>Whether the model is ready; null where the server does not say it of a single one.</summary>
    public HealthQuestion? ModelReady { get; init; }

    /// <summary>Whether the server lists the model; null where it lists none.</summary>
    public HealthQuestion? Listing { get; init; }

    /// <summary>Where the server says which version of the model it serves; null for nowhere.</summary>
    public VersionRecord? Version { get; init; }

    /// <summary>Words by which it refuses an inference, with 400 or 503 (or what those are over gRPC), because its model is not ready; empty where none are known.</summary>
    public EquatableArray<string> NotReady { get; init; }

    /// <summary>Request header that names the model to what routes by it; null for none.</summary>
    public string? ModelHeader { get; init; }

    /// <summary>How inference is asked for: the first one takes a user's own bodies, the first with a prompt takes prompts, unless the user's path leads to another.</summary>
    public required EquatableArray<Endpoint> Endpoints { get; init; }

    /// <summary>What it can be asked over gRPC; null for nothing.</summary>
    public GrpcForm? Grpc { get; init; }

    /// <summary>What the paths of inference begin with, where a base address may not end in it; null where there is no such part.</summary>
    public string? ApiRoot { get; init; }

    /// <summary>Where address and paths come from when they are not written; null for from nowhere.</summary>
    public PresetVariables? Variables { get; init; }

    /// <summary>What a configuration must know of it.</summary>
    public PresetCapabilities Capabilities => new(
        Id,
        NeedsModel,
        Question(HealthSignal.Default, named: true) is { } question && (question.Path is not null || question.Connect),
        Endpoints[0].Path is not null,
        Endpoints.Any(endpoint => endpoint.Prompt is not null))
    {
        ApiRoot = ApiRoot,
        Signals = [.. Enum.GetValues<HealthSignal>().Where(signal => signal != HealthSignal.Default && Question(signal, named: true) is not null)],
        HasPromptPath = Endpoints.Any(endpoint => endpoint is { Prompt: not null, Path: not null }),
        Streams = Endpoints.Any(endpoint => endpoint is { Prompt: not null, Stream: not null }),
        KeepsAlive = Endpoints.Any(endpoint => endpoint.Prompt?.Body.Contains("{{keepAlive}}", StringComparison.Ordinal) == true),
        Variables = Variables,
        HasGrpc = Grpc is not null,
        HasHttp = Grpc != GrpcForm.HealthCheck,
        GrpcRequestProblem = Grpc == GrpcForm.OpenInference ? GrpcExchanges.Problem : null,
    };

    /// <summary>The question for <paramref name="signal"/>; null where only the user knows how to ask.</summary>
    /// <param name="signal">What is asked for.</param>
    /// <param name="named">Whether the model is named.</param>
    public HealthQuestion? Question(HealthSignal signal, bool named) => signal switch
    {
        HealthSignal.Live => Live,
        HealthSignal.Ready => Ready,
        HealthSignal.ModelReady => ModelReady,
        HealthSignal.Listing => Listing,
        _ => (named ? ModelReady : null) ?? Ready ?? ModelReady ?? Live,
    };

    /// <summary>Where an inference request goes: a prompt only where prompts are taken, if there is such a place.</summary>
    public Endpoint EndpointOf(ProbeRequest.Inference inference)
    {
        var takesIt = Endpoints.Where(endpoint => inference.Prompt is null || endpoint.Prompt is not null).ToList();
        return (inference.Path is { } path ? takesIt.Find(endpoint => endpoint.IsAt(path)) : null) ?? takesIt.FirstOrDefault() ?? Endpoints[0];
    }
}
