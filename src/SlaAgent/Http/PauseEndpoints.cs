using System.Text.Json;
using SlaAgent.Configuration;
using SlaAgent.Core.Exclusions;
using SlaAgent.Exclusions;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>Pauses by hand: <c>/api/v1/pauses</c>.</summary>
internal static class PauseEndpoints
{
    public static void MapPauses(this IEndpointRouteBuilder endpoints, AgentState state, Func<PauseDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/api/v1/pauses", (RequestDelegate)(context => List(context, state)));
        endpoints.MapPost("/api/v1/pauses", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => Begin(allowed, desk()))));
        endpoints.MapDelete("/api/v1/pauses/{id}", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => End(allowed, desk()))));
    }

    private static Task List(HttpContext context, AgentState state)
    {
        var (pauses, now) = state.Current is { } view ? (view.Snapshot.Pauses, view.Snapshot.At) : ([], default);
        var activeOnly = context.Request.Query["active"] == "true";
        return context.WriteJsonAsync<IReadOnlyList<ApiPause>>(
            [.. pauses.Where(pause => pause.EndedAt is null || !activeOnly).Select(pause => ToApi(pause, now))],
            ApiJson.Default.IReadOnlyListApiPause);
    }

    private static async Task Begin(HttpContext context, PauseDesk desk)
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send the pause as application/json: {\"sla\":\"…\",\"for\":\"6h\",\"reason\":\"…\",\"by\":\"…\"}.");
            return;
        }

        var (request, problem) = await ReadAsync(context);
        if (request is null)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Not a pause", problem);
            return;
        }

        await AnswerAsync(
            context,
            await desk.PauseAsync(request, context.RequestAborted),
            StatusCodes.Status201Created,
            "Nothing is paused: the agent's state cannot be written, and a pause that a restart forgets is none. See the agent's log, and try again.");
    }

    private static async Task End(HttpContext context, PauseDesk desk)
    {
        var by = context.Request.Query["by"].ToString();
        if (string.IsNullOrWhiteSpace(by) || by.Length > 200 || by.Any(char.IsControl))
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Missing parameter", "Say who ends the pause, in at most 200 plain characters: DELETE /api/v1/pauses/ID?by=NAME.");
            return;
        }

        await AnswerAsync(
            context,
            await desk.ResumeAsync((string?)context.Request.RouteValues["id"] ?? "", by, context.RequestAborted),
            StatusCodes.Status200OK,
            "The pause is ended, but the agent's state cannot be written: after a restart it would go on. See the agent's log, and end it again then.");
    }

    private static async Task<(PauseRequest? Request, string Problem)> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.ApiPauseRequest, context.RequestAborted) is { } asked
                ? Read(asked)
                : (null, "The body is null; send a JSON object.");
        }
        catch (JsonException error)
        {
            return (null, $"The body cannot be read, at {error.Path ?? "$"}, line {error.LineNumber + 1}: send a JSON object with sla, for, reason and by, and perhaps objectives, all and longest.");
        }
    }

    private static (PauseRequest? Request, string Problem) Read(ApiPauseRequest asked)
    {
        if (asked.Sla is null || asked.For is null || asked.Reason is null || asked.By is null)
        {
            var missing = new[] { ("sla", asked.Sla), ("for", asked.For), ("reason", asked.Reason), ("by", asked.By) }.First(field => field.Item2 is null).Item1;
            return (null, $"'{missing}' is missing: say which agreement (sla), for how long it is meant (for), why (reason) and who asks (by).");
        }

        if (!DurationText.TryRead(asked.For, out var planned))
        {
            return (null, "'for' is not a duration: write it with its unit, as 6h or 1h30m.");
        }

        TimeSpan? longest = null;
        if (asked.Longest is not null)
        {
            if (!DurationText.TryRead(asked.Longest, out var limit))
            {
                return (null, "'longest' is not a duration: write it with its unit, as 12h.");
            }

            longest = limit;
        }

        return (new(asked.Sla, [.. asked.Objectives ?? []], asked.All, asked.By, asked.Reason, planned, longest), "");
    }

    private static Task AnswerAsync(HttpContext context, PauseAnswer? answer, int status, string notKept)
    {
        if (answer is null)
        {
            return context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "Not kept", notKept);
        }

        if (answer.Pause is not { } pause)
        {
            var (code, title) = answer.Refusal switch
            {
                PauseRefusal.Unknown => (StatusCodes.Status404NotFound, "Unknown"),
                PauseRefusal.Taken => (StatusCodes.Status409Conflict, "Paused already"),
                _ => (StatusCodes.Status400BadRequest, "Not a pause"),
            };
            return context.WriteProblemAsync(code, title, answer.Problem);
        }

        if (status == StatusCodes.Status201Created)
        {
            context.Response.Headers.Location = $"/api/v1/pauses/{pause.Id}";
        }

        return context.WriteJsonAsync(ToApi(pause, pause.EndedAt ?? pause.From), ApiJson.Default.ApiPause, status);
    }

    private static ApiPause ToApi(Pause pause, DateTimeOffset now) => new(
        pause.Id,
        pause.Agreement,
        [.. pause.Objectives],
        pause.By,
        pause.Reason,
        pause.EndedAt is not null ? "ended" : now >= pause.PlannedEnd ? "overrun" : "active",
        pause.From,
        pause.PlannedEnd,
        pause.LatestEnd,
        pause.EndedAt,
        pause.Ending switch
        {
            PauseEnding.Resumed => "resumed",
            PauseEnding.Expired => "expired",
            PauseEnding.Removed => "removed",
            PauseEnding.NotKept => "not_kept",
            _ => null,
        },
        pause.EndedBy);
}
