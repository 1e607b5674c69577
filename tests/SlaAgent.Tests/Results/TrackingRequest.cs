using System.Text.Json;

namespace SlaAgent.Tests.Results;

/// <summary>One request as it arrived; its path has the query.</summary>
internal sealed record TrackingRequest(string Method, string Path, string ContentType, string Authorization, string Text)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;
}
