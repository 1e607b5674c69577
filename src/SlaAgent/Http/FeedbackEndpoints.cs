using Microsoft.AspNetCore.Http.Features;
using SlaAgent.Core.Contracts;
using SlaAgent.Feedback;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>Predictions and the truths that come later: <c>/api/v1/feedback</c>.</summary>
internal static class FeedbackEndpoints
{
    /// <summary>Bytes of a body.</summary>
    private const int LongestBody = 8 * 1024 * 1024;

    /// <summary>Refused items that are listed; all are counted.</summary>
    private const int MostListed = 100;

    private const string Lines = "application/x-ndjson";

    /// <summary>Bodies are held in memory while they are read: one at a time, others wait a little.</summary>
    private static readonly SemaphoreSlim s_one = new(1);

    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    public static void MapFeedback(this IEndpointRouteBuilder endpoints, Func<FeedbackDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/api/v1/feedback", (RequestDelegate)(context => Show(context, desk())));
        endpoints.MapPost("/api/v1/feedback", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => TakeAsync(allowed, desk()))));
    }

    private static async Task Show(HttpContext context, FeedbackDesk desk)
    {
        var service = context.Request.Query["service"].ToString();
        if (service.Length == 0)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Missing parameter", "Say which service: /api/v1/feedback?service=NAME.");
        }
        else if (desk.SettingsOf(service) is not { } settings)
        {
            await Unknown(context, desk, service);
        }
        else
        {
            await OrNotKeptAsync(context, async () =>
            {
                var facts = await desk.FactsAsync(service, settings);
                await context.WriteJsonAsync(ToApi(service, settings, facts), ApiJson.Default.ApiFeedback);
            });
        }
    }

    private static async Task TakeAsync(HttpContext context, FeedbackDesk desk)
    {
        var isLines = context.Request.ContentType?.StartsWith(Lines, StringComparison.OrdinalIgnoreCase) == true;
        if (!isLines && !context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(
                StatusCodes.Status415UnsupportedMediaType,
                "Neither JSON nor lines of it",
                $"Send application/json, {{\"service\":\"…\",\"items\":[…]}}, or {Lines} with ?service=NAME.");
            return;
        }

        if (!await s_one.WaitAsync(s_longestWait, context.RequestAborted))
        {
            context.Response.Headers.RetryAfter = "1";
            await context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "Busy", "Other feedback is being taken. Send it again in a moment: the same again does no harm.");
            return;
        }

        try
        {
            await TakeOneAsync(context, desk, isLines);
        }
        finally
        {
            s_one.Release();
        }
    }

    private static async Task TakeOneAsync(HttpContext context, FeedbackDesk desk, bool isLines)
    {
        var body = await ReadAsync(context);
        if (body is null)
        {
            await context.WriteProblemAsync(StatusCodes.Status413PayloadTooLarge, "Too large", "More than 8 MiB: send the items in several requests.");
            return;
        }

        var named = context.Request.Query["service"].ToString();
        var request = isLines ? FeedbackReader.ReadLines(named, body) : FeedbackReader.ReadObject(body);
        var service = request.Service ?? named;
        if (request.Problem is { } problem)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Not feedback", problem);
        }
        else if (service.Length == 0)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Missing parameter", "Say of which service it is: \"service\" beside \"items\", or ?service=NAME.");
        }
        else if (desk.SettingsOf(service) is not { } settings)
        {
            await Unknown(context, desk, service);
        }
        else
        {
            await OrNotKeptAsync(context, async () => await AnswerAsync(context, service, await desk.TakeAsync(service, settings, request)));
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LongestBody;
        using var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, LongestBody));
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    /// <summary>All taken: 200. Some: 207, so that nobody who looks at the status alone takes it for all. None: 422.</summary>
    private static Task AnswerAsync(HttpContext context, string service, FeedbackOutcome outcome)
    {
        var taken = outcome.Created + outcome.Completed + outcome.Corrected + outcome.Unchanged;
        var status = outcome.Refused.Count == 0 ? StatusCodes.Status200OK : taken > 0 ? StatusCodes.Status207MultiStatus : StatusCodes.Status422UnprocessableEntity;
        return context.WriteJsonAsync(
            new ApiFeedbackAnswer(
                service,
                outcome.Created,
                outcome.Completed,
                outcome.Corrected,
                outcome.Unchanged,
                outcome.Refused.Count,
                [.. outcome.Refused.Take(MostListed).Select(refusal => new ApiFeedbackRefusal(refusal.Index, refusal.Id, refusal.Reason))]),
            ApiJson.Default.ApiFeedbackAnswer,
            status);
    }

    private static async Task OrNotKeptAsync(HttpContext context, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (IOException) when (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = "5";
            await context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "Not kept", "The agent's state cannot be written or read. See its log, and send the same again later: it does no harm.");
        }
    }

    private static Task Unknown(HttpContext context, FeedbackDesk desk, string service)
    {
        if (desk.IsReady)
        {
            return context.WriteProblemAsync(
                StatusCodes.Status404NotFound,
                "Unknown service",
                $"There is no service '{service}' with 'feedback' in its document. There are: {string.Join(", ", desk.Services)}.");
        }

        context.Response.Headers.RetryAfter = "1";
        return context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "Not ready", "The agent has no configuration yet. Send the same again in a moment.");
    }

    private static ApiFeedback ToApi(string service, FeedbackSettings settings, FeedbackFacts facts) => new(
        service,
        settings.Window.TotalSeconds,
        facts.Predictions,
        facts.Labelled,
        facts.Predictions == 0 ? null : (double)facts.Labelled / facts.Predictions,
        facts.Oldest,
        facts.Newest,
        facts.LabelsWithoutPrediction,
        facts.Corrected,
        facts.Dropped);
}
