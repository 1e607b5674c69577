using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A server of the careless kind: it refuses every request with an error that repeats the credentials it was given.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _authorizations = new();

    private EchoServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The credentials received.</summary>
    public IReadOnlyCollection<string> Authorizations => _authorizations;

    public static async Task<EchoServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new EchoServer(app);
        app.Map("/{**path}", (RequestDelegate)server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var given = context.Request.Headers["x-api-key"].ToString() is { Length: > 0 } key ? key : context.Request.Headers.Authorization.ToString();
        _authorizations.Enqueue(given);
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{ "error": { "message": "not accepted: {{given}}" }, "detail": "Authorization: {{given}}" }""");
    }
}
