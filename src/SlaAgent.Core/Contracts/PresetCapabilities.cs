namespace SlaAgent.Core.Contracts;

/// <summary>What a preset can do, as far as a configuration must know to be checked.</summary>
/// <param name="Id">The preset's id, as written under <c>server</c>.</param>
/// <param name="NeedsModel">Whether <c>model</c> must be given.</param>
/// <param name="HasHealth">Whether a health probe needs no path of its own.</param>
/// <param name="HasInference">Whether an inference probe needs no path of its own.</param>
/// <param name="Prompts">Whether an inference probe may give a prompt; the others take a request body only.</param>
public sealed record PresetCapabilities(string Id, bool NeedsModel, bool HasHealth, bool HasInference, bool Prompts)
{
    /// <summary>What all of the preset's inference paths begin with, as <c>/v1</c>: a base address that ends in it would have it twice. Null where there is no such part.</summary>
    public string? ApiRoot { get; init; }

    /// <summary>The health questions it knows.</summary>
    public EquatableArray<HealthSignal> Signals { get; init; }

    /// <summary>Whether a prompt needs no path of its own.</summary>
    public bool HasPromptPath { get; init; }

    /// <summary>Whether a streamed prompt's answer can be read.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether a prompt says how long the server keeps the model loaded after it.</summary>
    public bool KeepsAlive { get; init; }

    /// <summary>Where the address and the paths come from when they are not written; null for from nowhere.</summary>
    public PresetVariables? Variables { get; init; }

    /// <summary>What its metrics say of its users' requests; null where it has none that are known.</summary>
    public TrafficCapabilities? Traffic { get; init; }

    /// <summary>Whether it can be asked over gRPC.</summary>
    public bool HasGrpc { get; init; }

    /// <summary>Whether it can be asked over HTTP; not so where it knows health checks of gRPC alone.</summary>
    public bool HasHttp { get; init; } = true;

    /// <summary>What keeps a request, given as the REST form's JSON and whether its data go as raw contents, from going over gRPC; null for nothing.</summary>
    public Func<string, bool, string?>? GrpcRequestProblem { get; init; }
}
