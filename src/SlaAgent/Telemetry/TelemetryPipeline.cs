using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Wires the instruments to OpenTelemetry: Prometheus always, OTLP where an endpoint is configured or the OTEL_* variables name one.</summary>
internal static class TelemetryPipeline
{
    private static readonly string[] EndpointVariables =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    /// <summary>
    /// Streams that may ever be made, those that reloads have replaced included: OpenTelemetry never gives a place back, and leaves out without a word
    /// what finds none (1,000 by default, which 200 probes fill). A place costs 16 bytes.
    /// </summary>
    private const int MaximumStreams = 100_000;

    /// <summary>How long the end waits for receivers of OTLP: all that the end has to do takes less than five seconds.</summary>
    private static readonly TimeSpan LastExportLimit = TimeSpan.FromSeconds(2);

    /// <summary>Adds metrics, and traces and logs where they go anywhere.</summary>
    public static void AddAgentTelemetry(this IServiceCollection services, Uri? otlpEndpoint, SeriesLimits limits)
    {
        var exportsOtlp = otlpEndpoint is not null || EndpointVariables.Any(v => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(v)));
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService("slaagent", serviceVersion: BuildInfo.Version, serviceInstanceId: BuildInfo.Instance)
                .AddEnvironmentVariableDetector());
        telemetry.WithMetrics(metrics =>
        {
            metrics
                .AddMeter(AgentMeter.Name)
                .AddView(limits.StreamOf)
                .SetMaxMetricStreams(MaximumStreams)
                .SetExemplarFilter(ExemplarFilterType.AlwaysOff)
                .AddPrometheusExporter(options =>
                {
                    options.ScopeInfoEnabled = false;
                    options.ScrapeResponseCacheDurationMilliseconds = 0;
                });
            if (exportsOtlp)
            {
                metrics.AddOtlpExporter(options => SendTo(options, otlpEndpoint, "v1/metrics"));
            }
        });
        if (!exportsOtlp)
        {
            return;
        }

        telemetry.WithTracing(tracing => tracing
            .AddSource(AgentMeter.Name)
            .AddOtlpExporter(options => SendTo(options, otlpEndpoint, "v1/traces")));
        // Breaches, their ends and evaluations are telemetry, whatever level the console shows.
        services.AddLogging(logging => logging
            .AddFilter<OpenTelemetryLoggerProvider>(typeof(EvaluationOutputs).FullName, LogLevel.Information)
            .AddFilter<OpenTelemetryLoggerProvider>(EvaluationRecords.Runs, LogLevel.Information));
        telemetry.WithLogging(
            logging => logging.AddOtlpExporter(options => SendTo(options, otlpEndpoint, "v1/logs")),
            options => options.IncludeFormattedMessage = true);
    }

    /// <summary>
    /// Sends what was not sent yet, all signals at once, and sends no more. Left alone, each signal's provider would wait five seconds for a receiver that
    /// does not answer, one after the other.
    /// </summary>
    public static Task ShutDownAsync(IServiceProvider services)
    {
        var limit = (int)LastExportLimit.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(limit)),
            Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(limit)),
            Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(limit)));
    }

    /// <summary>
    /// Whoever sets the endpoint in code must add the signal's path for OTLP over HTTP, even when the value is the one already there: so it is left
    /// alone where the OTEL_* variables name it.
    /// </summary>
    private static void SendTo(OtlpExporterOptions options, Uri? endpoint, string path)
    {
        if (endpoint is not null)
        {
            options.Endpoint = options.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : endpoint;
        }
    }
}
