namespace SlaAgent.Core.Contracts;

/// <summary>What a probe asks: health, or inference.</summary>
public abstract record ProbeRequest
{
    private ProbeRequest()
    {
    }

    /// <summary>What must hold of the answer.</summary>
    public Expectation Expect { get; init; } = new();

    /// <summary>What the service's server does otherwise than its preset says; null for nothing.</summary>
    public PresetOverrides? Overrides { get; init; }

    /// <summary>A health question.</summary>
    /// <param name="Path">Path that overrides the preset's readiness of this model; null for the preset's.</param>
    public sealed record Health(string? Path) : ProbeRequest
    {
        /// <summary>Which of the preset's questions is asked; without meaning beside a path.</summary>
        public HealthSignal Signal { get; init; }
    }

    /// <summary>An inference request.</summary>
    public sealed record Inference : ProbeRequest
    {
        /// <summary>Prompt for a generative server; null where bodies are given.</summary>
        public string? Prompt { get; init; }

        /// <summary>Upper bound of generated tokens sent with a prompt; null for the preset's default.</summary>
        public int? MaxTokens { get; init; }

        /// <summary>Whether a prompt asks for a stream.</summary>
        public bool Stream { get; init; }

        /// <summary>Whether the server may answer a prompt from its caches. Otherwise every prompt begins with other characters, since prefix caches fake the first token.</summary>
        public bool CacheAllowed { get; init; }

        /// <summary>How long the server keeps the model loaded after a prompt, where its dialect can say so; null for the preset's default.</summary>
        public TimeSpan? KeepAlive { get; init; }

        /// <summary>Bodies in the server's own form (UTF-8 text, JSON unless <see cref="ContentType"/> says otherwise), taken in turn; empty where a prompt is given.</summary>
        public EquatableArray<string> Bodies { get; init; }

        /// <summary>Whether data of a gRPC request go as raw contents rather than typed ones; FP16 and BF16 have no others.</summary>
        public bool RawContents { get; init; }

        /// <summary>Path that overrides the preset's; null for the preset's.</summary>
        public string? Path { get; init; }

        /// <summary>HTTP method that overrides the preset's; null for the preset's.</summary>
        public string? Method { get; init; }

        /// <summary>Content type that overrides the preset's; null for the preset's.</summary>
        public string? ContentType { get; init; }
    }
}
