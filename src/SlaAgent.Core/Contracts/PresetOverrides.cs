namespace SlaAgent.Core.Contracts;

/// <summary>What a server does otherwise than its preset says. What is null holds as in the preset.</summary>
public sealed record PresetOverrides
{
    /// <summary>How the server is asked whether it lives.</summary>
    public HealthOverride? Live { get; init; }

    /// <summary>How the server is asked whether it is ready.</summary>
    public HealthOverride? Ready { get; init; }

    /// <summary>How the server is asked whether the model is ready.</summary>
    public HealthOverride? ModelReady { get; init; }

    /// <summary>How the server is asked for its models.</summary>
    public HealthOverride? Listing { get; init; }

    /// <summary>How inference is asked for, and how an answer in one piece is read.</summary>
    public InferenceOverride? Inference { get; init; }

    /// <summary>How a streamed answer is read.</summary>
    public StreamOverride? Stream { get; init; }

    /// <summary>What is written for <paramref name="signal"/>; null for nothing, and for <see cref="HealthSignal.Default"/>.</summary>
    public HealthOverride? Of(HealthSignal signal) => signal switch
    {
        HealthSignal.Live => Live,
        HealthSignal.Ready => Ready,
        HealthSignal.ModelReady => ModelReady,
        HealthSignal.Listing => Listing,
        _ => null,
    };
}
