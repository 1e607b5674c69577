using System.Text.Json;
using SlaAgent.Configuration;
using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Snapshots;
using SlaAgent.Exclusions;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>Time excluded after the fact: <c>/api/v1/adjustments</c>.</summary>
internal static class AdjustmentEndpoints
{
    public static void MapAdjustments(this IEndpointRouteBuilder endpoints, AgentState state, Func<AdjustmentDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/api/v1/adjustments", (RequestDelegate)(context => List(context, state)));
        endpoints.MapPost("/api/v1/adjustments", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => MakeAsync(allowed, desk()))));
    }

    private static Task List(HttpContext context, AgentState state)
    {
        var (sla, snapshot) = (context.Request.Query["sla"].ToString(), state.Current?.Snapshot);
        return context.WriteJsonAsync<IReadOnlyList<ApiAdjustment>>(
            [
                .. (snapshot?.Adjustments ?? []).Where(made => sla.Length == 0 || made.Agreement == sla)
                    .Select(made => ToApi(made, [], [], [.. snapshot!.Agreements.Where(agreement => agreement.Name == made.Agreement).SelectMany(agreement => agreement.Objectives)])),
            ],
            ApiJson.Default.IReadOnlyListApiAdjustment);
    }

    private static async Task MakeAsync(HttpContext context, AdjustmentDesk desk)
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(
                StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send the adjustment as application/json: {\"sla\":\"…\",\"from\":\"…\",\"to\":\"…\",\"by\":\"…\",\"reason\":\"…\"}.");
            return;
        }

        var (request, problem) = await ReadAsync(context);
        if (request is null)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Not an adjustment", problem);
            return;
        }

        await AnswerAsync(context, await desk.AdjustAsync(request, context.RequestAborted));
    }

    private static async Task<(AdjustmentRequest? Request, string Problem)> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.ApiAdjustmentRequest, context.RequestAborted) is { } asked
                ? Read(asked)
                : (null, "The body is null; send a JSON object.");
        }
        catch (JsonException error)
        {
            return (null, $"The body cannot be read, at {error.Path ?? "$"}, line {error.LineNumber + 1}: send a JSON object with sla, from, to, by and reason, and perhaps objectives.");
        }
    }

    private static (AdjustmentRequest? Request, string Problem) Read(ApiAdjustmentRequest asked)
    {
        if (asked is not { Sla: { } sla, From: { } from, To: { } to, By: { } by, Reason: { } reason })
        {
            var missing = new[] { ("sla", asked.Sla), ("from", asked.From), ("to", asked.To), ("by", asked.By), ("reason", asked.Reason) }.First(field => field.Item2 is null).Item1;
            return (null, $"'{missing}' is missing: say which agreement (sla), which time (from, to), who makes the adjustment (by) and why (reason).");
        }

        if (!InstantText.TryRead(from, out var begin) || !InstantText.TryRead(to, out var end))
        {
            return (null, $"'{(InstantText.TryRead(from, out _) ? "to" : "from")}' is not a time with its offset: write it as 2026-12-01T22:00:00Z.");
        }

        return (new(sla, [.. asked.Objectives ?? []], begin.ToUniversalTime(), end.ToUniversalTime(), by, reason), "");
    }

    private static Task AnswerAsync(HttpContext context, AdjustmentAnswer? answer)
    {
        if (answer is null)
        {
            return context.WriteProblemAsync(
                StatusCodes.Status503ServiceUnavailable,
                "Not kept",
                "Nothing is adjusted, because the agent's state cannot be written; should the disk have taken it after all, GET /api/v1/adjustments shows it. See the agent's log, look there, and try again.");
        }

        if (answer.Made is not { } made)
        {
            var (code, title) = answer.Problem!.Refusal switch
            {
                AdjustmentRefusal.Unknown => (StatusCodes.Status404NotFound, "Unknown"),
                AdjustmentRefusal.Nothing => (StatusCodes.Status409Conflict, "Nothing to take out"),
                _ => (StatusCodes.Status400BadRequest, "Not an adjustment"),
            };
            return context.WriteProblemAsync(code, title, answer.Problem.Text);
        }

        return context.WriteJsonAsync(ToApi(made, answer.Original, answer.Adjusted, answer.Adjusted), ApiJson.Default.ApiAdjustment, StatusCodes.Status201Created);
    }

    private static ApiAdjustment ToApi(PastAdjustment made, IReadOnlyList<ObjectiveStatus> original, IReadOnlyList<ObjectiveStatus> adjusted, IReadOnlyList<ObjectiveStatus> known) => new(
        made.Id,
        made.Agreement,
        made.By,
        made.Reason,
        made.At,
        made.From,
        made.To,
        [
            .. made.Objectives.Select(objective => new ApiAdjustedObjective(
                objective.Objective,
                objective.From,
                objective.To,
                objective.Resolution.TotalSeconds,
                objective.Good / Parts(known, objective.Objective),
                objective.Bad / Parts(known, objective.Objective),
                objective.Covered.TotalSeconds,
                Figures(original, objective.Objective),
                Figures(adjusted, objective.Objective))),
        ]);

    private static long Parts(IReadOnlyList<ObjectiveStatus> known, string objective) => known.FirstOrDefault(status => status.Name == objective)?.PartsPerEvent ?? 1;

    private static ApiFigures? Figures(IReadOnlyList<ObjectiveStatus> statuses, string objective) =>
        statuses.FirstOrDefault(status => status.Name == objective) is { } status
            ? new(status.Status.Name(), status.WholeGood, status.WholeEvents, status.Compliance, status.ErrorBudgetRemaining, status.Coverage)
            : null;
}
