using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SlaAgent.DemoServer.Http;

/// <summary>Writes whole JSON answers.</summary>
internal static class JsonAnswer
{
    // As the real servers write it: nothing escaped that JSON does not ask for.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of what <paramref name="write"/> writes.</summary>
    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Sends what <paramref name="write"/> writes, with its length.</summary>
    public static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var body = Bytes(write);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends <c>{"error": message}</c>, the Open Inference Protocol's form.</summary>
    public static Task SendErrorAsync(HttpContext context, int status, string message, CancellationToken cancellationToken) =>
        SendAsync(context, status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", message);
            writer.WriteEndObject();
        }, cancellationToken);
}
