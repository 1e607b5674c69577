namespace SlaAgent.ModelServers.Detection;

/// <summary>Where a kind of server lists its models, beside what its preset knows.</summary>
/// <param name="Server">Id of the preset.</param>
/// <param name="Method">HTTP method: the Open Inference Protocol's index of the repository has no GET form; it changes nothing and infers nothing.</param>
/// <param name="Path">Path.</param>
/// <param name="Field">JSON path of the names.</param>
internal sealed record Listing(string Server, string Method, string Path, string Field)
{
    /// <summary>The port on the server's machine where it does so; null for the service's own.</summary>
    public int? Port { get; init; }

    /// <summary>All of them; earlier ones are believed before later ones.</summary>
    public static Listing[] All { get; } =
    [
        new("triton", "GET", "/v2/models/stats", "$.model_stats[*].name"),
        new("triton", "POST", "/v2/repository/index", "$[*].name"),
        new("mlserver", "POST", "/v2/repository/index", "$[*].name"),
        new("kserve-v2", "POST", "/v2/repository/index", "$[*].name"),
        new("tgi", "GET", "/info", "$.model_id"),
        new("clearml", "GET", "/serve/openai/v1/models", "$.data[*].id"),
        new("ray-serve", "GET", "/v1/models", "$.data[*].id"),
        new("torchserve", "GET", "/models", "$.models[*].modelName"),
        // Its management, which listens on the loopback unless told otherwise.
        new("torchserve", "GET", "/models", "$.models[*].modelName") { Port = 8081 },
    ];
}
