using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Grpc;
using SlaAgent.DemoServer.OpenAi;
using SlaAgent.DemoServer.OpenInference;

namespace SlaAgent.DemoServer.Http;

/// <summary>Sends each request to its protocol. Written out because it is short, and AOT needs no route table then.</summary>
internal sealed class RequestRouter(ServerParts parts, CancellationToken stopping)
{
    private readonly FaultEndpoint _faults = new(parts.Faults);
    private readonly InferenceEndpoints _inference = new(parts);
    private readonly ChatEndpoints _chat = new(parts);
    private readonly CallRouter _calls = new(parts);
    private int _inProgress;

    /// <summary>Requests that are being answered or held open.</summary>
    public int InProgress => Volatile.Read(ref _inProgress);

    public async Task HandleAsync(HttpContext context)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Interlocked.Increment(ref _inProgress);
        try
        {
            await RouteAsync(context, leaving.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await JsonAnswer.SendErrorAsync(context, error.StatusCode, "the request cannot be read", leaving.Token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inProgress);
        }
    }

    private async Task RouteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // Only the address of the gRPC form speaks it.
            await _calls.HandleAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        if (path == FaultEndpoint.Path)
        {
            await _faults.HandleAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (parts.Faults.Current.AbortConnections)
        {
            context.Abort();
            return;
        }

        var handled = await _inference.TryHandleAsync(context, path, cancellationToken).ConfigureAwait(false)
            || await _chat.TryHandleAsync(context, path, cancellationToken).ConfigureAwait(false);
        if (!handled)
        {
            await JsonAnswer.SendErrorAsync(context, 404, $"nothing answers {context.Request.Method} here", cancellationToken).ConfigureAwait(false);
        }
    }
}
