using System.Net;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Http;

/// <summary>What is not the model server's but the demo's: GET and PUT of the faults, POST of a reset of the counters; for the loopback only.</summary>
internal sealed class FaultEndpoint(ServerParts parts)
{
    public const string FaultsPath = "/demo/faults";
    public const string ResetPath = "/demo/reset";

    /// <summary>Answers where the path is one of these.</summary>
    public async Task<bool> TryHandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        if (path is not (FaultsPath or ResetPath))
        {
            return false;
        }

        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
        {
            await JsonAnswer.SendErrorAsync(context, 403, "faults are switched from the loopback only", cancellationToken).ConfigureAwait(false);
            return true;
        }

        await (path == FaultsPath ? FaultsAsync(context, cancellationToken) : ResetAsync(context, cancellationToken)).ConfigureAwait(false);
        return true;
    }

    private async Task FaultsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Method is not ("GET" or "PUT"))
        {
            await RefuseMethodAsync(context, "GET, PUT", cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            if (context.Request.Method == "PUT")
            {
                using var body = await JsonBody.ReadAsync(context, cancellationToken).ConfigureAwait(false);
                parts.Faults.Current = FaultSetJson.Read(body.RootElement);
            }
        }
        catch (FormatException error)
        {
            await JsonAnswer.SendErrorAsync(context, 400, error.Message, cancellationToken).ConfigureAwait(false);
            return;
        }

        await JsonAnswer.SendAsync(context, 200, writer => FaultSetJson.Write(writer, parts.Faults.Current), cancellationToken).ConfigureAwait(false);
    }

    private async Task ResetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Method != "POST")
        {
            await RefuseMethodAsync(context, "POST", cancellationToken).ConfigureAwait(false);
            return;
        }

        parts.ResetTotals();
        context.Response.StatusCode = 204;
    }

    private static Task RefuseMethodAsync(HttpContext context, string allowed, CancellationToken cancellationToken)
    {
        context.Response.Headers.Allow = allowed;
        return JsonAnswer.SendErrorAsync(context, 405, allowed.Replace(", ", " or ", StringComparison.Ordinal), cancellationToken);
    }
}
