using System.Text.Json;

namespace SlaAgent.Commands.Demo;

/// <summary>Receives the demo's alerts as any webhook would: over HTTP, in Alertmanager's format.</summary>
internal sealed class DemoAlertSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoAlertSink(WebApplication app) => _app = app;

    /// <summary>Address to post to.</summary>
    public Uri Address => new(new Uri(_app.Urls.First()), "/alerts");

    /// <summary>Called with each alert.</summary>
    public Action<DemoAlert>? Received { get; set; }

    /// <summary>Starts on a free port of the loopback.</summary>
    public static async Task<DemoAlertSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new DemoAlertSink(app);
        app.MapPost("/alerts", (RequestDelegate)sink.ReceiveAsync);
        await app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var message = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        foreach (var alert in message.RootElement.GetProperty("alerts").EnumerateArray())
        {
            Received?.Invoke(DemoAlert.Read(alert));
        }
    }
}
