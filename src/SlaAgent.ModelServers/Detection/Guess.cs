namespace SlaAgent.ModelServers.Detection;

/// <summary>How the models of a server without a list can still be found, one name at a time.</summary>
/// <param name="Server">Id of the preset.</param>
/// <param name="Path">Where the server says whether it has a model, with <c>{0}</c> for its name.</param>
/// <param name="Field">JSON path of what it says then.</param>
/// <param name="Names">Names that such servers give to a model that was not named.</param>
internal sealed record Guess(string Server, string Path, string Field, string[] Names)
{
    /// <summary>The path of its metrics, where they name the models that have been asked; null where they do not.</summary>
    public string? MetricsPath { get; init; }

    /// <summary>The counter whose label names them.</summary>
    public string Counter { get; init; } = "";

    /// <summary>All of them.</summary>
    public static Guess[] All { get; } =
    [
        new("tensorflow-serving", "/v1/models/{0}", "$.model_version_status", ["model", "default"])
        {
            MetricsPath = "/monitoring/prometheus/metrics",
            Counter = ":tensorflow:serving:request_count",
        },
    ];
}
