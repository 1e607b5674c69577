using System.Text.Json;

namespace SlaAgent.Tests.Notifications;

/// <summary>One post as it arrived.</summary>
internal sealed record ReceivedPost(string Path, string Host, IReadOnlyDictionary<string, string> Headers, JsonElement Body)
{
    /// <summary>The alerts of a webhook message, or of an Alertmanager post.</summary>
    public IReadOnlyList<JsonElement> Alerts => [.. (Body.ValueKind == JsonValueKind.Array ? Body : Body.GetProperty("alerts")).EnumerateArray()];
}
