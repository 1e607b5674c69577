using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Requests with the bodies that the user wrote: as they are, but for a mark where the dialect has a place for one and the user left it empty.</summary>
internal static class OwnBody
{
    /// <summary>What marks the agent's requests.</summary>
    public const string Mark = "slaagent";

    /// <summary>A request for each body, or one without a body.</summary>
    public static ServerRequest[] Requests(Endpoint endpoint, string path, ProbeRequest.Inference inference)
    {
        if (inference.Bodies.Count == 0)
        {
            return [new(inference.Method ?? "GET", path, null, null, default)];
        }

        var type = inference.ContentType ?? endpoint.ContentType;
        var mark = type.Contains("json", StringComparison.OrdinalIgnoreCase) ? endpoint.Mark : null;
        return [.. inference.Bodies.Select(body => new ServerRequest(
            inference.Method ?? endpoint.Method, path, type, null, Encoding.UTF8.GetBytes(mark is null ? body : Marked(body, mark))))];
    }

    private static string Marked(string body, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty(member, out _))
            {
                return body;
            }

            var open = body.IndexOf('{', StringComparison.Ordinal) + 1;
            var more = root.EnumerateObject().Any() ? "," : "";
            return string.Concat(body.AsSpan(0, open), $"\"{member}\":\"{Mark}\"{more}", body.AsSpan(open));
        }
        catch (JsonException)
        {
            // Not JSON, whatever its type says: sent as written.
            return body;
        }
    }
}
