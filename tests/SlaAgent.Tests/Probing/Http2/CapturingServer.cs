using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SlaAgent.Tests.Probing.Http2;

/// <summary>A server on a real HTTP/2 stack that keeps the head of each request, and refuses each with what it was sent.</summary>
internal sealed class CapturingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CapturingServer(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = new("grpc://127.0.0.1:0");

    /// <summary>The fields of the last request, the pseudo-headers scheme, authority and path among them.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static async Task<CapturingServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var server = new CapturingServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Url = new UriBuilder(app.Urls.First()) { Scheme = certificate is null ? "grpc" : "grpcs" }.Uri;
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        Fields.Clear();
        foreach (var (name, value) in request.Headers)
        {
            Fields[name] = value.ToString();
        }

        Fields[":scheme"] = request.Scheme;
        Fields[":path"] = request.Path;
        await request.Body.CopyToAsync(Stream.Null);
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = "16";
        context.Response.Headers["grpc-message"] = "refused: " + request.Headers.Authorization;
    }
}
