using System.Text.Json;
using SlaAgent.Gates;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>
/// Webhooks for Flagger's canaries. They are posted, because Flagger posts, but they change nothing and need no token, which Flagger has no way to send; the one that
/// does, <c>critical</c>, is held to the rules of everything that writes.
/// </summary>
internal static class FlaggerEndpoints
{
    public static void MapFlagger(this IEndpointRouteBuilder endpoints, GateReader reader, Func<GateDesk> desk, AgentLifecycle lifecycle)
    {
        endpoints.MapPost("/api/v1/gate/flagger/confirm", (RequestDelegate)(context => AskAsync(context, reader, (hook, report, passesUnknown) => ConfirmAsync(context, hook, report, passesUnknown, desk, lifecycle))));
        endpoints.MapPost("/api/v1/gate/flagger/rollback", (RequestDelegate)(context => AskAsync(context, reader, (hook, report, _) => RollBackAsync(context, hook, report))));
    }

    private static async Task AskAsync(HttpContext context, GateReader reader, Func<ApiFlaggerHook, GateReport, bool, Task> answer)
    {
        if (await ReadAsync(context) is not { } hook)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Not Flagger's", "Send what Flagger posts to a webhook: {\"name\":\"…\",\"namespace\":\"…\",\"phase\":\"…\",\"metadata\":{\"sla\":\"…\"}}.");
        }
        else if (GateAnswers.PassesUnknown(Say(context, hook, "onUnknown")) is not { } passesUnknown)
        {
            await context.WriteWrongOnUnknownAsync();
        }
        else if (await context.ReadAsync(reader, Say(context, hook, "sla"), Say(context, hook, "service")) is { } report)
        {
            await answer(hook, report, passesUnknown);
        }
    }

    private static async Task ConfirmAsync(HttpContext context, ApiFlaggerHook hook, GateReport report, bool passesUnknown, Func<GateDesk> desk, AgentLifecycle lifecycle)
    {
        if (report.State == GateState.Open || (report.State == GateState.Unknown && passesUnknown))
        {
            await context.WriteGateAsync(report, isOpen: true);
        }
        else if (!IsCritical(hook))
        {
            await context.WriteGateAsync(report, isOpen: false);
        }
        else if (hook.Metadata!.GetValueOrDefault("reason") is { } reason)
        {
            var by = hook.Metadata!.GetValueOrDefault("by") ?? $"flagger {hook.Namespace}/{hook.Name}";
            await WriteGuard.InvokeAsync(context, lifecycle, allowed => CriticalDeployment.PassAsync(allowed, desk(), report, by, reason));
        }
        else
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "No reason", "A critical deployment says why: write a reason beside critical in the webhook's metadata.");
        }
    }

    /// <summary>Here 200 means that there is a breach: what is being rolled out goes back. What is not known rolls nothing back.</summary>
    private static Task RollBackAsync(HttpContext context, ApiFlaggerHook hook, GateReport report)
    {
        var reason = IsCritical(hook) ? "a critical deployment is not rolled back for the breach that it is to end; " + report.Reason : null;
        return context.WriteJsonAsync(
            GateAnswers.ToApi(report, report.State == GateState.Open, reason),
            ApiJson.Default.ApiGate,
            report.State == GateState.Closed && reason is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static bool IsCritical(ApiFlaggerHook hook) => hook.Metadata?.GetValueOrDefault("critical") == "true";

    private static string? Say(HttpContext context, ApiFlaggerHook hook, string what) => hook.Metadata?.GetValueOrDefault(what) ?? context.Request.Query[what];

    private static async Task<ApiFlaggerHook?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.ApiFlaggerHook, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
