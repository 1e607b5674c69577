using System.Net.Sockets;
using System.Runtime.InteropServices;
using SlaAgent.Commands;
using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.Ledger;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>The daemon's life: read the configuration, serve, run, and end in under five seconds when told to.</summary>
internal static partial class AgentHost
{
    /// <summary>Runs until told to end.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(AgentOptions options, TextWriter error, CancellationToken cancellation)
    {
        var loaded = ConfigurationSource.Load(options.ConfigurationPaths);
        var obstacles = ConfigurationSource.Obstacles(loaded);
        var warnings = loaded.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Warning).Select(d => d.ToString());
        foreach (var line in warnings.Concat(obstacles))
        {
            await error.WriteLineAsync(line);
        }

        if (obstacles.Count > 0 && !options.DegradedStart)
        {
            if (ConfigurationSource.Advice(options.ConfigurationPaths) is { } advice)
            {
                await error.WriteLineAsync(advice);
            }

            await error.WriteLineAsync("slaagent: not started.");
            return ExitCode.Wrong;
        }

        var configuration = obstacles.Count == 0 ? loaded.Configuration : null;
        var settings = configuration?.Agent ?? new AgentSettings();
        var listen = options.ListenAddress(settings.Listen);
        if (ListenAddress.Parse(listen) is not { } address)
        {
            return await CannotListenAsync("give an address such as http://127.0.0.1:9464 (an IP address, localhost, or * for all).", ExitCode.Wrong);
        }

        if (address.Secure && settings.Web?.Tls is null)
        {
            return await CannotListenAsync("https needs a certificate, from tls_server_config in the file of spec.web.configFile (Agent document).", ExitCode.Wrong);
        }

        // From here on a hang-up must not end the process, which is what it does by default.
        AgentServer? running = null;
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Volatile.Read(ref running)?.Reloader.Request();
        });
        try
        {
            await using var server = await AgentServer.StartAsync(settings, address, options.StateFolderOr(settings.StateFolder), options.ConfigurationPaths);
            Volatile.Write(ref running, server);
            await ServeAsync(server, loaded, configuration, cancellation);
            return ExitCode.Fine;
        }
        catch (StateHeldException e)
        {
            await error.WriteLineAsync("slaagent: " + e.Message);
            return ExitCode.CouldNot;
        }
        catch (IOException e)
        {
            return await CannotListenAsync(e.InnerException?.Message ?? e.Message, ExitCode.CouldNot);
        }
        catch (SocketException e)
        {
            return await CannotListenAsync(e.Message, ExitCode.CouldNot);
        }

        async Task<int> CannotListenAsync(string why, int exitCode)
        {
            await error.WriteLineAsync($"slaagent: cannot listen on '{listen}': {why}");
            return exitCode;
        }
    }

    private static async Task ServeAsync(AgentServer server, ConfigurationResult loaded, AgentConfiguration? configuration, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, server.Stopping);
        Listening(server.Log, server.Address.GetLeftPart(UriPartial.Authority), BuildInfo.Version);
        server.Reloader.Loaded(loaded);
        if (configuration is not null)
        {
            await server.Runtime.ApplyAsync(configuration);
        }

        server.Runtime.RecordReload(configuration is not null);
        await server.Reloader.WatchAsync(stopping.Token);

        // Whoever signals twice does not want to wait.
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(128 + 2));
        Ending(server.Log);
        await server.StopAsync();
    }

    [LoggerMessage(LogLevel.Information, "listening on {Address} (slaagent {Version})")]
    private static partial void Listening(ILogger logger, string address, string version);

    [LoggerMessage(LogLevel.Information, "ending")]
    private static partial void Ending(ILogger logger);
}
