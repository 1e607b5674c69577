using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaAgent.Tests.Evaluations;

/// <summary>
/// A server of the Open Inference Protocol that knows which examples it was asked about: example <c>n</c> is of class <c>n % 3</c>, and every tenth is
/// predicted wrong.
/// </summary>
internal sealed class ExampleServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _inProgress;
    private int _most;

    private ExampleServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>How often each example was asked about.</summary>
    public ConcurrentDictionary<int, int> Asked { get; } = new();

    public int Requests => Asked.Values.Sum();

    /// <summary>Most requests at a time.</summary>
    public int MostAtATime => Volatile.Read(ref _most);

    /// <summary>The version that answers carry; null for none.</summary>
    public Func<int, string?> Version { get; set; } = _ => "1";

    /// <summary>The status of the answer about an example.</summary>
    public Func<int, int> Status { get; set; } = _ => 200;

    public string? RetryAfter { get; set; }

    public Func<int, int> Prediction { get; set; } = n => n % 10 == 0 ? (n + 1) % 3 : n % 3;

    /// <summary>Runs before an answer is given.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<ExampleServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ExampleServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/v2/models/m")
        {
            await context.Response.WriteAsync("""{"name":"m","versions":["1"]}""");
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var example = body.RootElement.GetProperty("inputs")[0].GetProperty("data")[0].GetInt32();
        var inProgress = Interlocked.Increment(ref _inProgress);
        for (var seen = _most; inProgress > seen && Interlocked.CompareExchange(ref _most, inProgress, seen) != seen; seen = _most)
        {
        }

        try
        {
            // Whoever waits for requests to have come finds them under way.
            Asked.AddOrUpdate(example, 1, (_, times) => times + 1);
            await Before(example);
            context.Response.StatusCode = Status(example);
            if (context.Response.StatusCode != 200)
            {
                context.Response.Headers.RetryAfter = RetryAfter;
                return;
            }

            var version = Version(example) is { } said ? $"\"model_version\":\"{said}\"," : "";
            await context.Response.WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"model_name":"m",{{version}}"outputs":[{"name":"class","datatype":"INT64","shape":[1],"data":[{{Prediction(example)}}]}]}"""));
        }
        finally
        {
            Interlocked.Decrement(ref _inProgress);
        }
    }
}
