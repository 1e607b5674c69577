using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.Tests.Results;

/// <summary>A tracking server on the loopback: what it knows is its own, whether and when it answers is the test's.</summary>
internal sealed class TrackingServer : IAsyncDisposable
{
    private readonly Func<TrackingRequest, TrackingReply> _api;
    private WebApplication _app;

    private TrackingServer(WebApplication app, Func<TrackingRequest, TrackingReply> api) => (_app, _api, Url) = (app, api, new Uri("http://127.0.0.1"));

    /// <summary>What came, in order, whatever was answered.</summary>
    public ConcurrentQueue<TrackingRequest> Requests { get; } = new();

    /// <summary>Answers instead of the server, before it has done anything; null to let it.</summary>
    public Func<TrackingRequest, TrackingReply?> Before { get; set; } = static _ => null;

    /// <summary>Breaks the connection after the server has done what it was asked.</summary>
    public Func<TrackingRequest, bool> LosesAnswer { get; set; } = static _ => false;

    public Uri Url { get; private set; }

    public IEnumerable<string> Paths => Requests.Select(request => request.Path);

    public static async Task<TrackingServer> StartAsync(Func<TrackingRequest, TrackingReply> api)
    {
        var server = new TrackingServer(null!, api);
        await server.ListenAsync("http://127.0.0.1:0");
        return server;
    }

    public async Task StopAsync() => await _app.DisposeAsync();

    /// <summary>Comes back under the same address, with all that it knew.</summary>
    public Task ListenAgainAsync() => ListenAsync(Url.GetLeftPart(UriPartial.Authority));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ListenAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        Url = new Uri(_app.Urls.First());
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, true));
        var request = new TrackingRequest(
            context.Request.Method,
            context.Request.Path.ToString() + context.Request.QueryString,
            context.Request.ContentType ?? "",
            context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync());
        Requests.Enqueue(request);
        var reply = Before(request);
        if (reply is null)
        {
            lock (_api)
            {
                reply = _api(request);
            }

            if (LosesAnswer(request))
            {
                context.Abort();
                return;
            }
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(reply.Json);
    }
}
