using System.Reflection;

namespace SlaAgent.Http;

/// <summary>The API described for machines: <c>/openapi.json</c>, a document that tests hold against what is served.</summary>
internal static class OpenApiEndpoint
{
    private const string Resource = "openapi.json";

    public static void MapOpenApiDocument(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/openapi.json", (RequestDelegate)WriteAsync);

    /// <summary>The document.</summary>
    public static Stream Open() =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");

    private static async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var document = Open();
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
