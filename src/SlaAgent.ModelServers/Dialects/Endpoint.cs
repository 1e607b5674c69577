using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>One way in which a kind of server is asked to infer, and how its answers are read.</summary>
internal sealed record Endpoint
{
    /// <summary>Template of the path; null where only the user knows.</summary>
    public string? Path { get; init; }

    /// <summary>Template of the path of a streamed prompt; null for <see cref="Path"/>.</summary>
    public string? StreamPath { get; init; }

    /// <summary>How a user's own path ends that leads here.</summary>
    public EquatableArray<string> Endings { get; init; }

    /// <summary>HTTP method of a request with a body.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Content type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The body of a prompt; null where there are none.</summary>
    public PromptTemplate? Prompt { get; init; }

    /// <summary>Member by which a request can be told from others: it is added to a user's JSON body that has none. Null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>How an answer in one piece is read.</summary>
    public required BodyForm Body { get; init; }

    /// <summary>How a streamed answer is read; null where there are none.</summary>
    public StreamForm? Stream { get; init; }

    /// <summary>Whether a path as the user wrote it leads here.</summary>
    public bool IsAt(string path)
    {
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var plain = (query < 0 ? path : path[..query]).TrimEnd('/');
        return Endings.Any(ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
