namespace SlaAgent.Core.Contracts;

/// <summary>How inference is asked for, and how an answer in one piece is read, otherwise than in the preset.</summary>
public sealed record InferenceOverride : AnswerOverride
{
    /// <summary>Path, with <c>{model}</c>, <c>{version}</c> and <c>[…]</c> for what is left out without a version.</summary>
    public string? Path { get; init; }

    /// <summary>Path of a streamed prompt, where it is another.</summary>
    public string? StreamPath { get; init; }

    /// <summary>HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Content type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>JSON body of a prompt; a string that is one <c>{{name}}</c> becomes that value.</summary>
    public string? Prompt { get; init; }

    /// <summary>JSON members that are added where a stream is asked for.</summary>
    public string? Streamed { get; init; }

    /// <summary>JSON members that are added unless the server may answer from its caches.</summary>
    public string? Uncached { get; init; }

    /// <summary>Values of which the answer must have at least one.</summary>
    public EquatableArray<string>? Requires { get; init; }

    /// <summary>Response header that reports a failure by being <c>true</c>.</summary>
    public string? FailedHeader { get; init; }
}
