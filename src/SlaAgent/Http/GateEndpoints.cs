using System.Text.Json;
using SlaAgent.Configuration;
using SlaAgent.Core.Consequences;
using SlaAgent.Gates;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>Deployment gates and their overrides: <c>/api/v1/gate</c>.</summary>
internal static class GateEndpoints
{
    public static void MapGates(this IEndpointRouteBuilder endpoints, AgentState state, GateReader reader, Func<GateDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/api/v1/gate", (RequestDelegate)(context => ShowAsync(context, reader)));
        endpoints.MapPost("/api/v1/gate", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => OverrideAsync(allowed, reader, desk()))));
        endpoints.MapGet("/api/v1/gate/overrides", (RequestDelegate)(context => ListAsync(context, state)));
        endpoints.MapDelete("/api/v1/gate/overrides/{id}", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => EndAsync(allowed, desk()))));
    }

    private static async Task ShowAsync(HttpContext context, GateReader reader)
    {
        var query = context.Request.Query;
        if (GateAnswers.PassesUnknown(query["onUnknown"]) is not { } passesUnknown)
        {
            await context.WriteWrongOnUnknownAsync();
        }
        else if (await context.ReadAsync(reader, query["sla"], query["service"]) is { } report)
        {
            await context.WriteGateAsync(report, report.State == GateState.Open || (report.State == GateState.Unknown && passesUnknown));
        }
    }

    private static Task ListAsync(HttpContext context, AgentState state)
    {
        var active = state.ActiveOverrides();
        return context.WriteJsonAsync<IReadOnlyList<ApiGateOverride>>(
            [.. (state.Current?.Snapshot.GateOverrides ?? []).Select(order => order.ToApi(active.Contains(order.Id)))],
            ApiJson.Default.IReadOnlyListApiGateOverride);
    }

    private static async Task OverrideAsync(HttpContext context, GateReader reader, GateDesk desk)
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send application/json: {\"sla\":\"…\",\"for\":\"2h\",\"reason\":\"…\",\"by\":\"…\"}.");
            return;
        }

        var (request, span, problem) = await ReadAsync(context);
        if (request is null)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Not an override", problem);
        }
        else if (!request.Critical)
        {
            await KeepOpenAsync(context, desk, new GateRequest(request.Sla!, request.By!, request.Reason!, span));
        }
        else if (await context.ReadAsync(reader, request.Sla, request.Service) is { } report)
        {
            await CriticalDeployment.PassAsync(context, desk, report, request.By!, request.Reason!);
        }
    }

    private static async Task KeepOpenAsync(HttpContext context, GateDesk desk, GateRequest request)
    {
        var answer = await desk.OverrideAsync(request, context.RequestAborted);
        if (answer?.Override is not { } order)
        {
            await context.WriteRefusalAsync(answer, "Nothing is overridden: the agent's state cannot be written, and an override that a restart forgets is none. See the agent's log, and try again.");
            return;
        }

        context.Response.Headers.Location = $"/api/v1/gate/overrides/{order.Id}";
        await context.WriteJsonAsync(order.ToApi(isActive: true), ApiJson.Default.ApiGateOverride, StatusCodes.Status201Created);
    }

    private static async Task EndAsync(HttpContext context, GateDesk desk)
    {
        var by = context.Request.Query["by"].ToString();
        if (string.IsNullOrWhiteSpace(by) || by.Length > 200 || by.Any(char.IsControl))
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Missing parameter", "Say who takes it back, in at most 200 plain characters: DELETE /api/v1/gate/overrides/ID?by=NAME.");
            return;
        }

        var answer = await desk.EndAsync((string?)context.Request.RouteValues["id"] ?? "", by, context.RequestAborted);
        await (answer?.Override is { } order
            ? context.WriteJsonAsync(order.ToApi(isActive: false), ApiJson.Default.ApiGateOverride)
            : context.WriteRefusalAsync(answer, "The override is taken back, but the agent's state cannot be written: after a restart it would hold again. See the agent's log, and take it back again then."));
    }

    private static async Task<(ApiGateRequest? Request, TimeSpan? For, string Problem)> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.ApiGateRequest, context.RequestAborted) is { } asked
                ? Check(asked)
                : (null, null, "The body is null; send a JSON object.");
        }
        catch (JsonException error)
        {
            return (null, null, $"The body cannot be read, at {error.Path ?? "$"}, line {error.LineNumber + 1}: send a JSON object with sla, for, reason and by, or with critical, reason and by.");
        }
    }

    private static (ApiGateRequest? Request, TimeSpan? For, string Problem) Check(ApiGateRequest asked)
    {
        if (asked.By is null || asked.Reason is null)
        {
            return (null, null, $"'{(asked.By is null ? "by" : "reason")}' is missing: say who asks (by) and why (reason).");
        }

        if (asked.Critical)
        {
            return asked.For is null ? (asked, null, "") : (null, null, "'for' and 'critical' exclude each other: a critical deployment passes once, at once.");
        }

        if (asked.Sla is null || asked.For is null || asked.Service is not null)
        {
            return (null, null, "Say which agreement's gate (sla), and for how long it is to be kept open (for); 'service' goes with 'critical' only.");
        }

        return DurationText.TryRead(asked.For, out var span) ? (asked, span, "") : (null, null, "'for' is not a duration: write it with its unit, as 2h or 1h30m.");
    }
}
