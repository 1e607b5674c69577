using System.Text.Json;
using SlaAgent.Hosting;
using SlaAgent.Notifications;

namespace SlaAgent.Http;

/// <summary>Taking an incident on: <c>POST /api/v1/incidents/{id}/ack</c>.</summary>
internal static class AcknowledgementEndpoint
{
    public static void MapAcknowledgements(this IEndpointRouteBuilder endpoints, Func<AcknowledgementDesk> desk, AgentLifecycle lifecycle) =>
        endpoints.MapPost("/api/v1/incidents/{id}/ack", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => AcknowledgeAsync(allowed, desk()))));

    private static async Task AcknowledgeAsync(HttpContext context, AcknowledgementDesk desk)
    {
        if (await ReadAsync(context, "Not an acknowledgement") is not { } request)
        {
            return;
        }

        var id = (string?)context.Request.RouteValues["id"] ?? "";
        var (incident, isKept) = await desk.AcknowledgeAsync(id, request.By!, request.Note, context.RequestAborted);
        await ((incident, isKept) switch
        {
            (null, _) => context.WriteProblemAsync(
                StatusCodes.Status404NotFound, "Unknown incident", $"There is no incident '{id}' among the open and the latest ones; GET /api/v1/incidents lists them."),
            (_, false) => context.WriteProblemAsync(
                StatusCodes.Status503ServiceUnavailable,
                "Not kept",
                "It is not acknowledged: the agent's state cannot be written, and an acknowledgement that a restart forgets is none. See the agent's log, and try again."),
            ({ IsOpen: false, Acknowledgement: null }, _) => context.WriteProblemAsync(
                StatusCodes.Status409Conflict, "Over already", FormattableString.Invariant($"The incident ended at {incident.EndedAt:yyyy-MM-dd HH:mm:ss'Z'}: there is nothing left to take on.")),
            ({ } shown, _) => context.WriteJsonAsync(shown.ToApi(), ApiJson.Default.ApiIncident),
        });
    }

    /// <summary>Reads who says it, or answers why that cannot be read.</summary>
    public static async Task<ApiAcknowledgementRequest?> ReadAsync(HttpContext context, string title)
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send application/json: {\"by\":\"…\",\"note\":\"…\"}.");
            return null;
        }

        var (request, problem) = await ReadAsync(context);
        if (request is null)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, title, problem);
        }

        return request;
    }

    private static async Task<(ApiAcknowledgementRequest? Request, string Problem)> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.ApiAcknowledgementRequest, context.RequestAborted) switch
            {
                null => (null, "The body is null; send a JSON object."),
                var request when Signature.Problem(request.By, request.Note) is { } problem => (null, problem),
                var request => (request, ""),
            };
        }
        catch (JsonException error)
        {
            return (null, $"The body cannot be read, at {error.Path ?? "$"}, line {error.LineNumber + 1}: send a JSON object with by and perhaps note.");
        }
    }
}
