using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging.Console;
using SlaAgent.Commands;
using SlaAgent.Core.Contracts;
using SlaAgent.Gates;
using SlaAgent.Http;
using SlaAgent.Ledger;
using SlaAgent.Security;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>The agent with its own small web server around it.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    /// <summary>Connections to the agent; see <see cref="ConnectionLimit"/> for who goes when there are more.</summary>
    private const int MostConnections = 512;

    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly ScrapeGate _scrapes;
    private readonly PasswordCheck _passwords;
    private readonly ReportEndpoint _reports;

    private AgentServer(WebApplication app, ScrapeGate scrapes, AgentRuntime runtime, ConfigurationReloader reloader, PasswordCheck passwords, ReportEndpoint reports)
    {
        _reports = reports;
        _app = app;
        _scrapes = scrapes;
        _passwords = passwords;
        Runtime = runtime;
        Reloader = reloader;
    }

    /// <summary>The agent's moving parts.</summary>
    public AgentRuntime Runtime { get; }

    /// <summary>Brings changed files into force.</summary>
    public ConfigurationReloader Reloader { get; }

    /// <summary>The address it is bound to; known once started.</summary>
    public Uri Address => new(CommonOptions.Reachable(_app.Urls.First()));

    /// <summary>The log.</summary>
    public ILogger Log => _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("SlaAgent");

    /// <summary>Cancelled when the process is told to end.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Opens the state and serves; nothing is probed until a configuration is applied.</summary>
    /// <param name="settings">The daemon's settings.</param>
    /// <param name="listen">Address to listen on.</param>
    /// <param name="stateFolder">State folder.</param>
    /// <param name="paths">Configuration files and folders, for reloads.</param>
    /// <exception cref="StateHeldException">Another agent has the state folder.</exception>
    /// <exception cref="IOException">The address cannot be bound.</exception>
    public static async Task<AgentServer> StartAsync(AgentSettings settings, ListenAddress listen, string stateFolder, IReadOnlyList<string> paths)
    {
        var limits = new SeriesLimits();
        var scrapes = new ScrapeGate();
        AgentRuntime? runtime = null;
        var connections = new ConnectionLimit(MostConnections, TimeProvider.System);
        var app = CreateBuilder(settings, listen, limits, connections, () => (runtime?.Configuration.Agent ?? settings).Web).Build();
        var passwords = new PasswordCheck();
        try
        {
            runtime = AgentRuntime.Create(stateFolder, settings, listen.ToUri(settings.Web?.Tls is not null), limits, scrapes, app.Services.GetRequiredService<ILoggerFactory>());
            var reloader = new ConfigurationReloader(paths, runtime, TimeProvider.System, app.Services.GetRequiredService<ILogger<ConfigurationReloader>>());
            app.Use(connections.MarkAsync);
            MapEndpoints(app, runtime, scrapes, reloader, passwords);
            var reports = new ReportEndpoint(stateFolder, TimeProvider.System);
            reports.Map(app);
            await app.StartAsync();
            return new AgentServer(app, scrapes, runtime, reloader, passwords, reports);
        }
        catch
        {
            if (runtime is not null)
            {
                await runtime.DisposeAsync();
            }

            await app.DisposeAsync();
            scrapes.Dispose();
            passwords.Dispose();
            throw;
        }
    }

    /// <summary>Ends the agent first and the web server after it, so that a last scrape finds the last counts; then sends them to who is sent telemetry.</summary>
    public async Task StopAsync()
    {
        await Runtime.StopAsync();
        await _app.StopAsync();
        await TelemetryPipeline.ShutDownAsync(_app.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        Reloader.Dispose();
        await _app.DisposeAsync();
        _scrapes.Dispose();
        _passwords.Dispose();
        _reports.Dispose();
    }

    private static WebApplicationBuilder CreateBuilder(AgentSettings settings, ListenAddress listen, SeriesLimits limits, ConnectionLimit connections, Func<WebSettings?> web)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Harden(kestrel);
            listen.Bind(kestrel, endpoint =>
            {
                endpoint.Use(connections.Guard);
                if (settings.Web?.Tls is not null)
                {
                    UseTls(endpoint, new ServerTls(web, kestrel.ApplicationServices.GetRequiredService<ILogger<ServerTls>>()));
                }
            });
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownLimit);
        builder.Services.AddAgentTelemetry(settings.OtlpEndpoint, limits);
        ConfigureLogging(builder.Logging, settings);
        return builder;
    }

    private static void UseTls(ListenOptions endpoint, ServerTls tls) => endpoint.UseHttps(new TlsHandshakeCallbackOptions
    {
        OnConnection = _ => ValueTask.FromResult(tls.Next()),
        HandshakeTimeout = HandshakeLimit,
    });

    private static void ConfigureLogging(ILoggingBuilder logging, AgentSettings settings)
    {
        logging.SetMinimumLevel(Level(settings.LogLevel));
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // An address that cannot be bound is said in one line by whoever starts the agent; these would put two stack traces before it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.", LogLevel.Warning);
        logging.AddFilter<ConsoleLoggerProvider>("OpenTelemetry", LogLevel.Warning);
        logging.AddFilter<ConsoleLoggerProvider>(EvaluationRecords.Scores, LogLevel.None);
        if (settings.LogJson)
        {
            logging.AddJsonConsole(o => o.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(o =>
            {
                o.SingleLine = true;
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                o.ColorBehavior = Console.IsErrorRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
            });
        }

        logging.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Bounds for whoever talks to the agent: it shares a machine with a model, and its port may be reached by anyone on the network.</summary>
    private static void Harden(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = 2 * MostConnections;
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
    }

    private static void MapEndpoints(WebApplication app, AgentRuntime runtime, ScrapeGate scrapes, ConfigurationReloader reloader, PasswordCheck passwords)
    {
        var lifecycle = new AgentLifecycle(runtime, reloader);
        app.Use(new WebGuard(() => runtime.Configuration.Agent.Web, lifecycle, passwords).InvokeAsync);
        app.UseStatusCodePages(DescribeAsync);
        app.MapPrometheusScrapingEndpoint(path: null, meterProvider: null, configureBranchedPipeline: branch => branch.Use(scrapes.Guard), optionsName: null);
        var health = new AgentHealth(runtime.State, TimeProvider.System);
        var gates = new GateReader(runtime.State, health);
        app.MapLifecycle(health, lifecycle);
        app.MapStatus(runtime.State, gates);
        app.MapPauses(runtime.State, () => runtime.Pauses, lifecycle);
        app.MapAdjustments(runtime.State, () => runtime.Adjustments, lifecycle);
        app.MapAcknowledgements(() => runtime.Acknowledgements, lifecycle);
        app.MapObligations(runtime.State, () => runtime.Obligations, lifecycle);
        app.MapGates(runtime.State, gates, () => runtime.Gates, lifecycle);
        app.MapFlagger(gates, () => runtime.Gates, lifecycle);
        app.MapLedger(() => runtime.Record);
        app.MapIncidents(runtime.State, () => runtime.Closings, lifecycle);
        app.MapEvaluations(runtime.State);
        app.MapFeedback(() => runtime.Feedback, lifecycle);
        app.MapOpenApiDocument();
    }

    /// <summary>Gives the errors of routing a body.</summary>
    private static Task DescribeAsync(StatusCodeContext context) => context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => context.HttpContext.WriteProblemAsync(
            StatusCodes.Status404NotFound,
            "Not found",
            "There is nothing here. Try /metrics, /api/v1/slas, /api/v1/services, /api/v1/incidents, /api/v1/verdict, /api/v1/gate, /api/v1/pauses, /api/v1/adjustments, /api/v1/obligations, /-/healthy, /-/ready or /openapi.json."),
        StatusCodes.Status405MethodNotAllowed => context.HttpContext.WriteProblemAsync(
            StatusCodes.Status405MethodNotAllowed,
            "Method not allowed",
            $"Not with {context.HttpContext.Request.Method} here. Allowed: {context.HttpContext.Response.Headers.Allow}."),
        _ => Task.CompletedTask,
    };

    private static LogLevel Level(string level) => level switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
