using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.Tests.Notifications;

/// <summary>A receiver on a free port of the loopback that answers as a test wishes and keeps what came.</summary>
internal sealed class FakeReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeReceiver(WebApplication app) => _app = app;

    /// <summary>What came, in order, whatever was answered.</summary>
    public ConcurrentQueue<ReceivedPost> Posts { get; } = new();

    /// <summary>How to answer; 200 by default.</summary>
    public Func<ReceivedPost, HttpContext, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>How to answer a GET; 404 by default, as something that is no Alertmanager.</summary>
    public Func<HttpContext, Task> AnswerGet { get; set; } = static context =>
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    public Uri Url => new(_app.Urls.First());

    /// <summary>Status and start of each alert, in order, as a webhook saw it.</summary>
    public IReadOnlyList<(string Status, string Service, DateTimeOffset StartsAt, DateTimeOffset EndsAt)> Alerts =>
    [
        .. Posts.SelectMany(post => post.Alerts).Select(alert => (
            alert.GetProperty("status").GetString()!,
            alert.GetProperty("labels").GetProperty("service").GetString()!,
            alert.GetProperty("startsAt").GetDateTimeOffset(),
            alert.GetProperty("endsAt").GetDateTimeOffset())),
    ];

    public static async Task<FakeReceiver> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        var receiver = new FakeReceiver(app);
        app.Run(receiver.HandleAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await AnswerGet(context);
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var post = new ReceivedPost(context.Request.Path, context.Request.Host.ToString(), headers, body.RootElement.Clone());
        Posts.Enqueue(post);
        await Answer(post, context);
    }
}
