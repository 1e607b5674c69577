using System.Text;
using System.Text.Json;

namespace SlaAgent.DemoServer.Http;

/// <summary>Frames of streams: server-sent events, and lines of JSON.</summary>
internal static class EventFrame
{
    public static ReadOnlyMemory<byte> Done { get; } = "data: [DONE]\n\n"u8.ToArray();

    /// <summary>An event of one field; <paramref name="prefix"/> is its name, the colon, and the space where the server writes one.</summary>
    public static ReadOnlyMemory<byte> Of(string prefix, ReadOnlyMemory<byte> data) => (byte[])[.. Encoding.UTF8.GetBytes(prefix), .. data.Span, .. "\n\n"u8];

    public static ReadOnlyMemory<byte> Of(string prefix, Action<Utf8JsonWriter> write) => Of(prefix, JsonAnswer.Bytes(write));

    /// <summary>A line of JSON.</summary>
    public static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> write) => (byte[])[.. JsonAnswer.Bytes(write).Span, (byte)'\n'];
}
