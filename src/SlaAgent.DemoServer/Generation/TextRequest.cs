namespace SlaAgent.DemoServer.Generation;

/// <summary>A validated request for text, whatever its dialect.</summary>
internal sealed record TextRequest
{
    public const int DefaultTokens = 256;
    public const int MostTokens = 4096;

    /// <summary>The text to answer; a chat's messages one after the other.</summary>
    public required string Prompt { get; init; }

    /// <summary>Most tokens to generate.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The model asked for, not yet known to exist; null where the dialect does not say.</summary>
    public string? Model { get; init; }

    /// <summary>Seed of the generator.</summary>
    public long Seed { get; init; }

    /// <summary>Whether the answer is streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with its usage.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>Whether every chunk of it has the usage so far.</summary>
    public bool ContinuousUsage { get; init; }

    /// <summary>Whether the prefix cache may be used.</summary>
    public bool CachePrompt { get; init; } = true;

    /// <summary>What was said of keep_alive; null for nothing.</summary>
    public string? KeepAlive { get; init; }

    /// <summary>The user that was named; null for none.</summary>
    public string? User { get; init; }
}
