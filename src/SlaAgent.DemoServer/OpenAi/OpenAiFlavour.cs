using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>In what the servers of the OpenAI API differ.</summary>
internal sealed record OpenAiFlavour
{
    /// <summary>The form of errors.</summary>
    public required ErrorForm Errors { get; init; }

    /// <summary>What the paths begin with.</summary>
    public string Prefix { get; init; } = "/v1";

    /// <summary>Who owns the model, as /models says.</summary>
    public required string OwnedBy { get; init; }

    /// <summary>Whether the model's name in a request matters.</summary>
    public bool ChecksModel { get; init; } = true;

    /// <summary>Whether chunks say <c>"usage": null</c> when the usage comes at the end, as OpenAI's own do.</summary>
    public bool NullUsage { get; init; }

    /// <summary>Whether the chunk that names the finish reason has an empty content rather than none.</summary>
    public bool EmptyLastContent { get; init; }

    /// <summary>Where reasoning goes in a delta.</summary>
    public string ReasoningKey { get; init; } = "reasoning_content";

    /// <summary>Whether answers have llama.cpp's timings.</summary>
    public bool Timings { get; init; }

    /// <summary>What an event begins with.</summary>
    public string DataPrefix { get; init; } = "data: ";

    /// <summary>What an event that is an error begins with.</summary>
    public string ErrorPrefix { get; init; } = "data: ";

    /// <summary>Whether [DONE] follows an error.</summary>
    public bool DoneAfterError { get; init; } = true;

    /// <summary>The comment that keeps a silent stream open; null for none.</summary>
    public string? Ping { get; init; }
}
