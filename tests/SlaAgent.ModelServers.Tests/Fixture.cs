using System.Text;
using System.Text.Json;

namespace SlaAgent.ModelServers.Tests;

/// <summary>The recorded bodies; where they are from is said beside them.</summary>
internal static class Fixture
{
    public static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", path));

    public static string Text(string path) => Encoding.UTF8.GetString(Bytes(path));

    /// <summary>A recording that is a JSON array of chunks, as the stream it was: an event each, then [DONE].</summary>
    public static byte[] Stream(string path)
    {
        using var chunks = JsonDocument.Parse(Bytes(path));
        var events = chunks.RootElement.EnumerateArray().Select(chunk => $"data: {JsonSerializer.Serialize(chunk)}\n\n");
        return Encoding.UTF8.GetBytes(string.Concat(events) + "data: [DONE]\n\n");
    }
}
