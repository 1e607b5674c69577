using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Grpc;

namespace SlaAgent.DemoServer.Http;

/// <summary>Sends each request to who answers it, and counts what came of it.</summary>
internal sealed class RequestRouter(ServerParts parts, ImmutableArray<RouteGroup> groups, Func<HttpContext, bool>? front, CancellationToken stopping)
{
    private const string Nowhere = "none";
    private readonly FaultEndpoint _faults = new(parts);
    private readonly RouteTable _routes = new(groups);
    private readonly CallRouter _calls = new(parts);
    private int _inProgress;
    private long _received;

    /// <summary>Requests that are being answered or held open.</summary>
    public int InProgress => Volatile.Read(ref _inProgress);

    /// <summary>Requests that have arrived.</summary>
    public long Received => Interlocked.Read(ref _received);

    public async Task HandleAsync(HttpContext context)
    {
        var arrived = parts.Time.GetTimestamp();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Interlocked.Increment(ref _inProgress);
        Interlocked.Increment(ref _received);
        try
        {
            await RouteAsync(context, arrived, leaving.Token).ConfigureAwait(false);
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

    private async Task RouteAsync(HttpContext context, long arrived, CancellationToken cancellationToken)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            if (front?.Invoke(context) == false)
            {
                return;
            }

            // Only the address of the gRPC form speaks it.
            await _calls.HandleAsync(context, arrived, cancellationToken).ConfigureAwait(false);
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        if (await _faults.TryHandleAsync(context, path, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (parts.Faults.Current.AbortConnections)
        {
            context.Abort();
            return;
        }

        if (front?.Invoke(context) == false)
        {
            return;
        }

        var match = _routes.Find(context.Request.Method, path);
        var call = new RequestCall(context, parts, match, arrived, cancellationToken);
        await (match.Route is { } route ? route.Answer(call) : call.RefuseAsync(match.Problem)).ConfigureAwait(false);
        if (call.IsCounted)
        {
            parts.Http.Add(context.Request.Method, match.Route?.Pattern ?? Nowhere, context.Response.StatusCode, parts.Time.GetElapsedTime(arrived));
        }
    }
}
