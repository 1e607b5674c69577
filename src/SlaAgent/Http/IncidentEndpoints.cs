using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core.Incidents;
using SlaAgent.Hosting;
using SlaAgent.Incidents;

namespace SlaAgent.Http;

/// <summary>One incident: <c>GET /api/v1/incidents/{id}</c>, as JSON or as the skeleton of a post-mortem, and <c>POST /api/v1/incidents/{id}/close</c>.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder endpoints, AgentState state, Func<ClosingDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/api/v1/incidents/{id}", (RequestDelegate)(context => Show(context, state)));
        endpoints.MapPost("/api/v1/incidents/{id}/close", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => CloseAsync(allowed, desk()))));
    }

    private static Task Show(HttpContext context, AgentState state)
    {
        var format = context.Request.Query["format"].ToString();
        if (format is not ("" or "json" or "md"))
        {
            return context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Unknown format", "format is json or md.");
        }

        var key = Key(context);
        var found = IncidentKey.Matches(state.Current?.Snapshot.Incidents ?? [], key);
        return found switch
        {
            [] => Unknown(context, key),
            [var incident] when format == "md" => WritePostmortem(context, incident, state.Current!),
            [var incident] => context.WriteJsonAsync(incident.ToApi(), ApiJson.Default.ApiIncident),
            _ => context.WriteProblemAsync(
                StatusCodes.Status409Conflict, "Several incidents", $"The ids of {found.Count} incidents begin with '{key}': {string.Join(", ", found.Take(5).Select(incident => incident.Id))}. Say more of it, or its number."),
        };
    }

    private static Task WritePostmortem(HttpContext context, Incident incident, AgentState.View view)
    {
        var text = PostmortemText.Write(incident, view.Snapshot.Obligations, Zone(incident, view), view.Snapshot.At);
        context.Response.ContentType = "text/markdown; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>The zone of the contract's periods; without one, that of the agent.</summary>
    private static TimeZoneInfo? Zone(Incident incident, AgentState.View view)
    {
        var agreed = view.Configuration.Agreements.FirstOrDefault(agreement => agreement.Name == incident.Agreement)?.Calendar?.TimeZone;
        return ZoneData.Find(agreed ?? view.Configuration.Agent.TimeZone);
    }

    private static async Task CloseAsync(HttpContext context, ClosingDesk desk)
    {
        if (await AcknowledgementEndpoint.ReadAsync(context, "Not a closing") is not { } request)
        {
            return;
        }

        var key = Key(context);
        var (incident, isKept) = await desk.CloseAsync(key, request.By!, request.Note, context.RequestAborted);
        await ((incident, isKept) switch
        {
            (null, _) => Unknown(context, key),
            (_, false) => context.WriteProblemAsync(
                StatusCodes.Status503ServiceUnavailable,
                "Not kept",
                "It is not closed: the agent's state cannot be written, and what a restart forgets is not closed. See the agent's log, and try again."),
            ({ IsOpen: true }, _) => context.WriteProblemAsync(StatusCodes.Status409Conflict, "Goes on", "The incident goes on: it can be closed when what it is about is over. Take it on with: slaagent ack"),
            ({ } shown, _) => context.WriteJsonAsync(shown.ToApi(), ApiJson.Default.ApiIncident),
        });
    }

    private static string Key(HttpContext context) => (string?)context.Request.RouteValues["id"] ?? "";

    private static Task Unknown(HttpContext context, string key) => context.WriteProblemAsync(
        StatusCodes.Status404NotFound,
        "Unknown incident",
        $"There is no one incident '{key}' among the open and the latest ones; GET /api/v1/incidents lists them. Its number, its id, or four or more characters that only its id begins with say which.");
}
