using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>Receives notifications in Alertmanager's webhook format and keeps every alert of every post, in order.</summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _alerts = new();
    private readonly ConcurrentQueue<JsonNode> _posts = new();

    private WebhookSink(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Every alert received, in order.</summary>
    public IReadOnlyList<JsonNode> Alerts => [.. _alerts];

    /// <summary>Every body received, in whatever format, in order.</summary>
    public IReadOnlyList<JsonNode> Posts => [.. _posts];

    public static async Task<WebhookSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new WebhookSink(app);
        app.MapPost("/{**path}", (RequestDelegate)(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = JsonNode.Parse(await reader.ReadToEndAsync())!;
            sink._posts.Enqueue(body);
            foreach (var alert in body["alerts"]?.AsArray() ?? [])
            {
                sink._alerts.Enqueue(alert!.DeepClone());
            }
        }));
        await app.StartAsync();
        return sink;
    }

    public IEnumerable<JsonNode> Of(string alertName, string status) =>
        Alerts.Where(a => (string?)a["labels"]!["alertname"] == alertName && (string?)a["status"] == status);

    public Task<JsonNode> FirstAsync(string alertName, string status, Func<string>? context = null) => Wait.ForAsync(
        $"{alertName} {status}",
        () => Task.FromResult(Of(alertName, status).FirstOrDefault()),
        () => string.Join('\n', Alerts.Select(a => a.ToJsonString())) + "\n" + context?.Invoke());

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
