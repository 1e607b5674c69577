using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A receiver of OTLP over HTTP (protobuf) and over gRPC, which keeps all that it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpLogRecord> _logs = new();
    private readonly CancellationTokenSource _ending = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where OTLP over HTTP is taken, without a signal's path.</summary>
    public Uri Http => new(_app.Urls.First());

    /// <summary>Where OTLP over gRPC is taken.</summary>
    public Uri Grpc => new(_app.Urls.Last());

    public OtlpAnswer Answer { get; set; }

    /// <summary>Every request's body, whatever it was answered.</summary>
    public IReadOnlyList<byte[]> Bodies => [.. _bodies];

    /// <summary>Paths asked for, each with the tenant header of its last request.</summary>
    public ConcurrentDictionary<string, string> Tenants { get; } = new();

    public IReadOnlyList<OtlpMetric> Metrics => [.. _metrics];

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IReadOnlyList<OtlpLogRecord> Logs => [.. _logs];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Map("/{**path}", (RequestDelegate)receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for what <paramref name="find"/> finds among what has come.</summary>
    public Task<T> ForAsync<T>(string what, Func<OtlpReceiver, T?> find, Func<string>? context = null)
        where T : class => Wait.ForAsync(what, () => Task.FromResult(find(this)), () => string.Join('\n', [.. Tenants.Keys, .. Logs.Select(l => l.Body)]) + "\n" + context?.Invoke());

    /// <summary>The latest point of a metric with all of <paramref name="attributes"/>.</summary>
    public OtlpPoint? Latest(string metric, params (string Name, string Value)[] attributes) =>
        Metrics.Where(m => m.Name == metric)
            .SelectMany(m => m.Points)
            .LastOrDefault(p => attributes.All(a => p.Attributes.TryGetValue(a.Name, out var value) && a.Value.Equals(value)));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var grpc = context.Request.ContentType == "application/grpc";
        Tenants[context.Request.Path.ToString()] = context.Request.Headers["x-tenant"].ToString();
        _bodies.Enqueue(body);
        if (Answer == OtlpAnswer.Hang)
        {
            await Task.Delay(Timeout.Infinite, _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        if (Answer == OtlpAnswer.Accept)
        {
            Keep(context.Request.Path.ToString(), grpc ? Unframed(body) : body);
        }

        await (grpc ? AnswerGrpcAsync(context) : AnswerHttpAsync(context));
    }

    private void Keep(string path, ReadOnlyMemory<byte> message)
    {
        switch (path)
        {
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                OtlpRequest.Metrics(message).ToList().ForEach(_metrics.Enqueue);
                break;
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                OtlpRequest.Spans(message).ToList().ForEach(_spans.Enqueue);
                break;
            case "/v1/logs" or "/opentelemetry.proto.collector.logs.v1.LogsService/Export":
                OtlpRequest.Logs(message).ToList().ForEach(_logs.Enqueue);
                break;
            default:
                throw new InvalidDataException("no OTLP path: " + path);
        }
    }

    private Task AnswerHttpAsync(HttpContext context)
    {
        context.Response.StatusCode = Answer == OtlpAnswer.Fail ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        context.Response.ContentType = "application/x-protobuf";
        return Task.CompletedTask;
    }

    /// <summary>An empty message, and how the call ended in the trailers.</summary>
    private async Task AnswerGrpcAsync(HttpContext context)
    {
        const string unavailable = "14";
        context.Response.ContentType = "application/grpc";
        if (Answer != OtlpAnswer.Fail)
        {
            await context.Response.Body.WriteAsync(new byte[5]);
        }

        context.Response.AppendTrailer("grpc-status", Answer == OtlpAnswer.Fail ? unavailable : "0");
    }

    /// <summary>A gRPC message without its prefix: one byte for "not compressed", four for its length.</summary>
    private static ReadOnlyMemory<byte> Unframed(byte[] body)
    {
        Assert.Equal(0, body[0]);
        Assert.Equal((uint)body.Length - 5, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)));
        return body.AsMemory(5);
    }
}
