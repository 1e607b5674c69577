using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Presets;

/// <summary>
/// Paths with the model's name in them: <c>{model}</c> and <c>{version}</c> are replaced, escaped; a part in square brackets is left out where
/// no version is given.
/// </summary>
internal static class PathTemplate
{
    /// <summary>The path for <paramref name="service"/>.</summary>
    public static string Expand(string template, ModelService service)
    {
        var path = template;
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (open >= 0 && close > open)
        {
            path = string.Concat(path.AsSpan(0, open), service.ModelVersion is null ? "" : path.AsSpan(open + 1, close - open - 1), path.AsSpan(close + 1));
        }

        return path
            .Replace("{model}", Uri.EscapeDataString(service.Model ?? ""), StringComparison.Ordinal)
            .Replace("{version}", Uri.EscapeDataString(service.ModelVersion ?? ""), StringComparison.Ordinal);
    }
}
