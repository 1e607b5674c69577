using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>
/// Stands before what writes through the API: who has the API token may; where none is configured, who is on this machine. Never a page in a browser.
/// </summary>
internal static class WriteGuard
{
    /// <summary>Lets <paramref name="action"/> answer, or says why not.</summary>
    public static async Task InvokeAsync(HttpContext context, AgentLifecycle lifecycle, Func<HttpContext, Task> action)
    {
        if (Caller.IsPage(context))
        {
            await context.WriteProblemAsync(StatusCodes.Status403Forbidden, "Not allowed from here", "Nothing is written for a page in a browser. Use slaagent, or another client.");
        }
        else if (lifecycle.WantsToken && !lifecycle.HasToken(context.Request.Headers.Authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"slaagent\"";
            await context.WriteProblemAsync(
                StatusCodes.Status401Unauthorized,
                "Not authenticated",
                "Writing needs the API token, the content of the file that apiTokenFile of the Agent document names, as 'Authorization: Bearer …' (slaagent: --token-file).");
        }
        else if (!lifecycle.WantsToken && !Caller.IsLocal(context))
        {
            await context.WriteProblemAsync(
                StatusCodes.Status403Forbidden,
                "Not allowed from here",
                "Without an API token, writing is accepted from the loopback only. Set apiTokenFile in the Agent document, and give the token.");
        }
        else
        {
            await action(context);
        }
    }
}
