using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A model server that notes the trace context of every request, and repeats the credentials it was given when it fails.</summary>
internal sealed class TracedModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile bool _fails;

    private TracedModelServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The <c>traceparent</c> of every request.</summary>
    public ConcurrentQueue<string> TraceParents { get; } = new();

    /// <summary>The credentials of every request.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    public bool Fails
    {
        get => _fails;
        set => _fails = value;
    }

    public static async Task<TracedModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new TracedModelServer(app);
        app.Map("/{**path}", (RequestDelegate)server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        TraceParents.Enqueue(context.Request.Headers.TraceParent.ToString());
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        context.Response.StatusCode = _fails ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return context.Response.WriteAsync(_fails ? "not accepted: " + context.Request.Headers.Authorization : "fine");
    }
}
