namespace SlaAgent.DemoServer.Serving;

/// <summary>One inference, as the server itself measured it.</summary>
public sealed record ServedRequest
{
    /// <summary>The path it came to.</summary>
    public required string Path { get; init; }

    /// <summary>The model it was for.</summary>
    public required string Model { get; init; }

    /// <summary>When it arrived: a timestamp of the server's clock (<see cref="TimeProvider.GetTimestamp"/>), monotonic.</summary>
    public required long Arrived { get; init; }

    /// <summary>How long it waited for its turn.</summary>
    public required TimeSpan Queued { get; init; }

    /// <summary>From its arrival to its first token; null where none was made.</summary>
    public required TimeSpan? FirstToken { get; init; }

    /// <summary>From its arrival to its last token; null where none was made.</summary>
    public required TimeSpan? LastToken { get; init; }

    /// <summary>From its arrival to its end: the last token made, the refusal, or the client's leaving.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Tokens of the prompt; 0 for the classifier.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>How many of them came from the prefix cache.</summary>
    public required int CachedTokens { get; init; }

    /// <summary>Tokens made, reasoning included; 0 for the classifier.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>Whether the answer was streamed.</summary>
    public required bool Streamed { get; init; }

    /// <summary>How it ended.</summary>
    public required ServedOutcome Outcome { get; init; }

    /// <summary>What it said of keep_alive (Ollama); null for nothing.</summary>
    public string? KeepAlive { get; init; }

    /// <summary>The user it named; null for none.</summary>
    public string? User { get; init; }

    /// <summary>Its User-Agent header, at most 64 characters; null for none.</summary>
    public string? UserAgent { get; init; }
}
