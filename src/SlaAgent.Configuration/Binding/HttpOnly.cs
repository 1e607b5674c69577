using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>Keys that say something of HTTP, and nothing of a gRPC call.</summary>
internal static class HttpOnly
{
    /// <summary>Refuses each of <paramref name="keys"/> that was written.</summary>
    public static void Refuse(DocumentScope document, YamlMapping? map, NodePath path, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (map?.Entry(key) is { } written)
            {
                document.Error(written.KeyAt, path.Key(key), "has no meaning over gRPC; leave it out");
            }
        }
    }
}
