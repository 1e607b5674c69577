using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A server with nothing but a page of metrics, which a test writes.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string? _text;

    private MetricsPage(WebApplication app, string text) => (_app, _text) = (app, text);

    public Uri Address => new(_app.Urls.First());

    /// <summary>The page; null for a server that cannot show it.</summary>
    public string? Text
    {
        get => Volatile.Read(ref _text);
        set => Volatile.Write(ref _text, value);
    }

    public static async Task<MetricsPage> StartAsync(string text)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var page = new MetricsPage(app, text);
        app.MapGet("/metrics", (RequestDelegate)page.AnswerAsync);
        await app.StartAsync();
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (Text is { } text)
        {
            context.Response.ContentType = "text/plain; version=0.0.4";
            return context.Response.WriteAsync(text);
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }
}
