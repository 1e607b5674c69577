namespace SlaAgent.ModelServers.Detection;

/// <summary>What was found out about a server.</summary>
public sealed record DetectedServer
{
    /// <summary>Id of its preset; <c>http</c> where the server is not known.</summary>
    public required string Server { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Its models, in its own order, without doubles; empty where it does not say.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The model that is taken: the one asked for, else the first; null where none is known.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the server takes a prompt for <see cref="Model"/>.</summary>
    public bool TakesPrompt { get; init; }

    /// <summary>A request body that fits the model's own metadata, as JSON; null where none could be made.</summary>
    public string? Request { get; init; }

    /// <summary>Whether the values of <see cref="Request"/> have to go as bytes.</summary>
    public bool RawContents { get; init; }

    /// <summary>Why there is neither a prompt nor a request, in words; null where there is one.</summary>
    public string? NoInference { get; init; }

    /// <summary>A path that answers, and its status, where the server is not known; null for the preset's own.</summary>
    public (string Path, int Status)? Health { get; init; }

    /// <summary>Whether something was refused for want of credentials.</summary>
    public bool Guarded { get; init; }

    /// <summary>Questions and the statuses of their answers (<c>-</c> for none), in the order in which they were asked.</summary>
    public IReadOnlyList<(string Question, string Status)> Asked { get; init; } = [];

    /// <summary>Whether it is a kind of server that is known.</summary>
    public bool IsKnown => Server != "http";
}
