using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlaAgent.Http;

/// <summary>Writes answers.</summary>
internal static class Responses
{
    public static async Task WriteJsonAsync<T>(this HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    public static Task WriteProblemAsync(this HttpContext context, int status, string title, string detail) =>
        context.WriteJsonAsync(
            new Problem("about:blank", title, status, detail, context.Request.Path),
            ApiJson.Default.Problem,
            status,
            MediaTypeNames.Application.ProblemJson);

    public static Task WriteTextAsync(this HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
