using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>Health of the agent itself, and what may be asked of it: <c>/-/…</c>.</summary>
internal static class LifecycleEndpoints
{
    public static void MapLifecycle(this IEndpointRouteBuilder endpoints, AgentHealth health, AgentLifecycle lifecycle)
    {
        endpoints.MapGet("/-/healthy", (RequestDelegate)(context => WriteHealth(context, health.Heartbeat())));
        endpoints.MapGet("/-/ready", (RequestDelegate)(context => WriteHealth(context, health.Readiness())));
        endpoints.MapMethods("/-/reload", ["POST", "PUT"], (RequestDelegate)(context => Guarded(context, lifecycle, Reload)));
        endpoints.MapMethods("/-/drain", ["GET", "POST"], (RequestDelegate)(context => Guarded(context, lifecycle, Drain)));
    }

    private static Task WriteHealth(HttpContext context, string? problem) => problem is null
        ? context.WriteTextAsync(StatusCodes.Status200OK, "ok")
        : context.WriteTextAsync(StatusCodes.Status503ServiceUnavailable, problem);

    private static async Task Guarded(HttpContext context, AgentLifecycle lifecycle, Func<HttpContext, AgentLifecycle, Task> action)
    {
        if (!Caller.IsPage(context) && (Caller.IsLocal(context) || lifecycle.AllowsRemote || lifecycle.HasToken(context.Request.Headers.Authorization)))
        {
            await action(context, lifecycle);
            return;
        }

        await context.WriteProblemAsync(
            StatusCodes.Status403Forbidden,
            "Not allowed from here",
            "This is accepted from the loopback, with the API token as 'Authorization: Bearer …', or from anywhere with 'lifecycle: true' in the Agent document.");
    }

    private static async Task Reload(HttpContext context, AgentLifecycle lifecycle)
    {
        var outcome = await lifecycle.ReloadAsync(context.RequestAborted);
        await context.WriteJsonAsync(
            new ApiReload(outcome.Applied, outcome.Errors),
            ApiJson.Default.ApiReload,
            outcome.Applied ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task Drain(HttpContext context, AgentLifecycle lifecycle)
    {
        var service = context.Request.Query["service"].ToString();
        var drain = await lifecycle.DrainAsync(service.Length == 0 ? null : service, context.RequestAborted);
        if (drain is null)
        {
            await context.WriteProblemAsync(StatusCodes.Status404NotFound, "Unknown service", service.Length == 0 ? "There is no service yet." : $"There is no service '{service}'.");
            return;
        }

        await context.WriteJsonAsync(drain, ApiJson.Default.ApiDrain);
    }
}
