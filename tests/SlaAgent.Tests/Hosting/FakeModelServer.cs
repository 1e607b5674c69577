using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.Tests.Hosting;

/// <summary>A generative server that streams two tokens, or answers 500 while it is told to fail.</summary>
internal sealed class FakeModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile bool _fails;

    private FakeModelServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<string> TraceParents { get; } = new();

    public bool Fails
    {
        get => _fails;
        set => _fails = value;
    }

    /// <summary>Whether it says that it has too much to do; to be set before anything is asked.</summary>
    public bool Refuses { get; init; }

    public static async Task<FakeModelServer> StartAsync(bool refuses = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeModelServer(app) { Refuses = refuses };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.TraceParent is { Count: > 0 } parent)
        {
            TraceParents.Enqueue(parent.ToString());
        }

        if (Refuses)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        if (_fails)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (context.Request.Path != "/v1/chat/completions")
        {
            await context.Response.WriteAsync("ok");
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var word in new[] { "O", "K" })
        {
            await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}\n\n");
            await context.Response.Body.FlushAsync();

            // Two tokens that arrive as one piece have no time between them.
            await Task.Delay(5);
        }

        await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        await context.Response.WriteAsync("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\ndata: [DONE]\n\n");
    }
}
