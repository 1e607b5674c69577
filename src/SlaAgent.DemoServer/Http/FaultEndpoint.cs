using System.Net;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Http;

/// <summary>GET and PUT /demo/faults, for the loopback only.</summary>
internal sealed class FaultEndpoint(FaultSwitch faults)
{
    public const string Path = "/demo/faults";

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
        {
            await JsonAnswer.SendErrorAsync(context, 403, "faults are switched from the loopback only", cancellationToken).ConfigureAwait(false);
            return;
        }

        if (context.Request.Method is not ("GET" or "PUT"))
        {
            context.Response.Headers.Allow = "GET, PUT";
            await JsonAnswer.SendErrorAsync(context, 405, "GET or PUT", cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            if (context.Request.Method == "PUT")
            {
                using var body = await JsonBody.ReadAsync(context, cancellationToken).ConfigureAwait(false);
                faults.Current = FaultSetJson.Read(body.RootElement);
            }
        }
        catch (FormatException error)
        {
            await JsonAnswer.SendErrorAsync(context, 400, error.Message, cancellationToken).ConfigureAwait(false);
            return;
        }

        await JsonAnswer.SendAsync(context, 200, writer => FaultSetJson.Write(writer, faults.Current), cancellationToken).ConfigureAwait(false);
    }
}
