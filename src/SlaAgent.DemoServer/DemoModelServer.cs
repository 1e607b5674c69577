using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer;

/// <summary>
/// A small real model server inside this process: a trained classifier and a text generator, behind the protocols of the
/// model server that was asked for, with the Open Inference Protocol over gRPC on a port beside it, and with faults on demand.
/// </summary>
public sealed class DemoModelServer : IAsyncDisposable
{
    private const int LargestBody = 1024 * 1024;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);
    private readonly WebApplication _application;
    private readonly RequestRouter _router;
    private readonly ServerParts _parts;
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;

    private DemoModelServer(Uri url, TimeProvider time, DemoServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, Endpoint(url, options.Certificate is not null), options));
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        _application = builder.Build();
        var dialect = DialectCatalog.Of(options.Dialect);
        _parts = new ServerParts(time, Faults, options, dialect.Metrics, options.PrefixCache ?? dialect.PrefixCache);
        _router = new RequestRouter(_parts, dialect.Routes(_parts), dialect.Front, _stopping.Token);
        _application.Run(_router.HandleAsync);
    }

    /// <summary>Name of the classifier, which takes rows of four features.</summary>
    public static string ClassifierName => IrisModel.Name;

    /// <summary>Name of the classifier that was trained on one half of its rows, so that its quality can be measured on the other; takes rows of 30 features.</summary>
    public static string JudgedClassifierName => BreastCancerModel.Name;

    /// <summary>Name of the file with the rows that it never saw.</summary>
    public static string HeldOutName => "breast-cancer-held-out.csv";

    /// <summary>The text of that file: <c>f1</c> to <c>f30</c> and <c>diagnosis</c> (0 malignant, 1 benign).</summary>
    public static string HeldOut() => BreastCancerModel.HeldOut();

    /// <summary>Name of the text model.</summary>
    public static string TextModelName => TextDesk.ModelName;

    /// <summary>The faults in force; changes take effect with the next request.</summary>
    public FaultSwitch Faults { get; } = new();

    /// <summary>How many requests are being answered or held open at the moment.</summary>
    public int RequestsInProgress => _router.InProgress;

    /// <summary>How many requests of any kind have arrived since the start, over HTTP and gRPC, those to the faults included.</summary>
    public long RequestsReceived => _router.Received;

    /// <summary>The inferences that have ended, as the server itself measured them.</summary>
    public RequestLog Requests => _parts.Requests;

    /// <summary>Where the server listens, with the port that the system chose where 0 was asked for.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Where the server listens for gRPC; with TLS where the options have a certificate.</summary>
    public Uri GrpcAddress { get; private set; } = new("grpc://127.0.0.1:0");

    /// <summary>Starts a server.</summary>
    /// <param name="url">http, or https where the options have a certificate, an IP address or localhost, and a port; 0 lets the system choose one.</param>
    /// <param name="time">The clock for every delay; the system's when null.</param>
    /// <param name="options">The server's pace and bounds; defaults when null.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">The address is none that a server can listen on.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<DemoModelServer> StartAsync(
        Uri url, TimeProvider? time = null, DemoServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        var server = new DemoModelServer(url, time ?? TimeProvider.System, options ?? new DemoServerOptions());
        try
        {
            await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var addresses = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        server.Address = new Uri(addresses!.Addresses.First());
        server.GrpcAddress = new UriBuilder(addresses.Addresses.Last()) { Scheme = options?.Certificate is null ? "grpc" : "grpcs" }.Uri;
        return server;
    }

    /// <summary>Lets the metrics begin from 0 again, as after a restart; what runs or waits stays.</summary>
    public void ResetMetrics() => _parts.ResetTotals();

    /// <summary>Stops the server; hanging requests end, in under three seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(LongestStop);
        await _application.StopAsync(patience.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _parts.Dispose();
        _stopping.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint endpoint, DemoServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Listen(endpoint, listen => Configure(listen, HttpProtocols.Http1, options));
        kestrel.Listen(endpoint.Address, options.GrpcPort, listen => Configure(listen, HttpProtocols.Http2, options));
    }

    private static void Configure(ListenOptions listen, HttpProtocols protocol, DemoServerOptions options)
    {
        listen.Protocols = protocol;
        if (options.Certificate is { } certificate)
        {
            listen.UseHttps(certificate);
        }
    }

    private static IPEndPoint Endpoint(Uri url, bool isSecure)
    {
        if (!url.IsAbsoluteUri || url.Scheme != (isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp))
        {
            throw new ArgumentException("The demo server listens on http, and with a certificate on https only.", nameof(url));
        }

        // Kestrel's own localhost listens on two addresses and therefore takes no port 0.
        if (url.Host == "localhost")
        {
            return new IPEndPoint(IPAddress.Loopback, url.Port);
        }

        return IPAddress.TryParse(url.DnsSafeHost, out var address)
            ? new IPEndPoint(address, url.Port)
            : throw new ArgumentException($"The demo server listens on an IP address or localhost, not on '{url.Host}'.", nameof(url));
    }
}
