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
            throw NoJson(error);
        }
    }

    /// <summary>The document in <paramref name="body"/>, to be disposed.</summary>
    /// <exception cref="FormatException">The body is no JSON.</exception>
    public static JsonDocument Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body, Bounds);
        }
        catch (JsonException error)
        {
            throw NoJson(error);
        }
    }

    private static FormatException NoJson(JsonException error) =>
        new($"the body is no JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})", error);
}
