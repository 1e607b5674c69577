using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Exchanges;

/// <summary>What a server's answer was found to be.</summary>
public sealed record Answer
{
    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>One short line on what went wrong, bounded and without control characters; null on success.</summary>
    public string? Detail { get; init; }

    /// <summary>To the first event with content, reasoning included; null where none came or the answer was no stream.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>To the first event with content other than reasoning; null where none came or the answer was no stream.</summary>
    public TimeSpan? TimeToFirstAnswerToken { get; init; }

    /// <summary>Time per output token after the first; null with fewer than two tokens.</summary>
    public TimeSpan? TimePerOutputToken { get; init; }

    /// <summary>The worst gap between two pieces of content; null with fewer than two.</summary>
    public TimeSpan? InterChunkLatency { get; init; }

    /// <summary>To the first chunk of a stream, with content or without; null where none came or nobody asked for it.</summary>
    public TimeSpan? TimeToFirstChunk { get; init; }

    /// <summary>The time of each chunk of a stream after the first since the one before it; empty where nobody asked for it.</summary>
    public EquatableArray<TimeSpan> ChunkGaps { get; init; }

    /// <summary>Tokens of the prompt as the server counted them; null where it did not say.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>Tokens of the answer; null where there is no generated answer.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Whether <see cref="OutputTokens"/> was estimated because the server did not say.</summary>
    public bool TokensEstimated { get; init; }

    /// <summary>How long the server wants not to be asked, where that is said over gRPC and it refused as saturated or not available; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The generated text, or the first part of the body, bounded: for people who run one probe by hand. Never exported.</summary>
    public string? Text { get; init; }
}
