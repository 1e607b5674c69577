using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SlaAgent.DemoServer.Http;

/// <summary>Reads a request's body as JSON, bounded in depth (and by the server in size).</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 16 };

    /// <summary>The document, to be disposed.</summary>
    /// <exception cref="FormatException">The body is no JSON; the message says so without repeating it.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, Bounds, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException error)
        {
            throw new FormatException($"the body is no JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})", error);
        }
    }
}
