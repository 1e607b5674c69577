using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SlaAgent.Consequences;
using SlaAgent.Core.Consequences;
using SlaAgent.Hosting;
using SlaAgent.Notifications;

namespace SlaAgent.Http;

/// <summary>What is owed since breaches: <c>/api/v1/obligations</c>.</summary>
internal static class ObligationEndpoints
{
    private const string NotKept = "The agent's state cannot be written: ";

    public static void MapObligations(this IEndpointRouteBuilder endpoints, AgentState state, Func<ObligationDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/api/v1/obligations", (RequestDelegate)(context => List(context, state)));
        endpoints.MapPost("/api/v1/obligations/{id}/done", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => Done(allowed, desk()))));
        endpoints.MapPost("/api/v1/obligations/{id}/statement", (RequestDelegate)(context => WriteGuard.InvokeAsync(context, lifecycle, allowed => Send(allowed, desk()))));
    }

    private static Task List(HttpContext context, AgentState state)
    {
        var openOnly = context.Request.Query["open"] == "true";
        IReadOnlyList<ApiObligation> owed = state.Current is not { } view
            ? []
            : [.. view.Snapshot.Obligations.Where(each => each.IsOpen || !openOnly).Select(each => ToApi(
                each,
                view.Snapshot.At,
                each is { IsOpen: true, Kind: ObligationKind.Communication } ? StatementDraft.Write(each, view.Configuration, view.Snapshot) : null))];
        return context.WriteJsonAsync(owed, ApiJson.Default.IReadOnlyListApiObligation);
    }

    private static async Task Done(HttpContext context, ObligationDesk desk)
    {
        var request = await ReadAsync(context, ApiJson.Default.ApiDoneRequest, asked => Signature.Problem(asked.By, asked.Note), "{\"by\":\"…\",\"note\":\"…\"}");
        if (request is not null)
        {
            var (answer, isKept) = await desk.MeetAsync(Id(context), request.By!, request.Note, context.RequestAborted);
            await AnswerAsync(context, answer, isKept, NotKept + "it is still owed, because what a restart forgets is not done. See the agent's log, and try again.");
        }
    }

    private static async Task Send(HttpContext context, ObligationDesk desk)
    {
        var request = await ReadAsync(context, ApiJson.Default.ApiStatementRequest, Problem, "{\"by\":\"…\",\"statement\":\"…\"}");
        if (request is not null)
        {
            var (answer, isKept) = await desk.SendAsync(Id(context), request.By!, request.Statement!, context.RequestAborted);
            await AnswerAsync(context, answer, isKept, NotKept + "the statement goes out when it can be written again, and is owed again where the agent is restarted before that. See the agent's log.");
        }
    }

    private static string? Problem(ApiStatementRequest asked) => Signature.Problem(asked.By, null) ?? asked.Statement switch
    {
        null => "'statement' is missing: GET /api/v1/obligations has a draft.",
        { } text when string.IsNullOrWhiteSpace(text) || text.Length > StatementDraft.LongestStatement || Encoding.UTF8.GetByteCount(text) > AlertText.LongestAnnotation - 3 || !Signature.IsPlain(text) =>
            $"'statement' is text of at most {StatementDraft.LongestStatement} plain characters and 4 KiB; put what is longer behind a link.",
        _ => null,
    };

    private static string Id(HttpContext context) => (string?)context.Request.RouteValues["id"] ?? "";

    /// <summary>Reads the body, or answers why it cannot be read.</summary>
    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<T, string?> check, string example)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(StatusCodes.Status415UnsupportedMediaType, "Not JSON", $"Send application/json: {example}.");
            return null;
        }

        string problem;
        try
        {
            var asked = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
            if (asked is not null && check(asked) is null)
            {
                return asked;
            }

            problem = asked is null ? "The body is null; send a JSON object." : check(asked)!;
        }
        catch (JsonException error)
        {
            problem = $"The body cannot be read, at {error.Path ?? "$"}, line {error.LineNumber + 1}: send {example}.";
        }

        await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Not understood", problem);
        return null;
    }

    private static Task AnswerAsync(HttpContext context, ObligationAnswer answer, bool isKept, string notKept) => answer switch
    {
        { Obligation: null } => context.WriteProblemAsync(StatusCodes.Status404NotFound, "Unknown", answer.Problem),
        _ when !isKept => context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "Not kept", notKept),
        { Problem.Length: > 0 } => context.WriteProblemAsync(StatusCodes.Status409Conflict, "Cannot be sent", answer.Problem),
        { Obligation: { } done } => context.WriteJsonAsync(ToApi(done, done.DoneAt ?? done.OpenedAt, null), ApiJson.Default.ApiObligation),
    };

    private static ApiObligation ToApi(Obligation owed, DateTimeOffset now, string? draft) => new(
        owed.Id,
        owed.Kind.Name(),
        owed.Agreement,
        owed.Objective,
        owed.Incident,
        owed.IncidentNumber,
        owed.IsOpen ? owed.IsOverdueAt(now) ? "overdue" : "open" : "done",
        owed.OpenedAt,
        owed.DueAt,
        owed.Because,
        [.. owed.Receivers],
        owed.RemindedAt,
        owed.DoneAt,
        owed.DoneBy,
        owed.Note,
        draft,
        owed.Statement);
}
