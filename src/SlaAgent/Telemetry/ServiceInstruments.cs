using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Gauges of the services, read from the latest snapshot at each collection. Series of what a reload removed go away by themselves.</summary>
internal sealed class ServiceInstruments : IDisposable
{
    private static readonly ServiceState[] States = Enum.GetValues<ServiceState>();

    private readonly Meter _meter = AgentMeter.Create("services");
    private readonly AgentState _state;
    private readonly ProbeTelemetry _probes;

    public ServiceInstruments(AgentState state, ProbeTelemetry probes)
    {
        _state = state;
        _probes = probes;
        _meter.CreateObservableGauge("sla_service_up", Up, null, "1 while the service serves its users (up or degraded).");
        _meter.CreateObservableGauge("sla_service_state", State, null, "1 for the state the service is in.");
        _meter.CreateObservableGauge("sla_service_info", Info, null, "What the service is; always 1.");
        _meter.CreateObservableGauge(
            "sla_probe_tls_certificate_expiry_timestamp_seconds",
            CertificateExpiry,
            "s",
            "When the server's TLS certificate ends, as a Unix time.");
    }

    /// <summary>Sets how many series <paramref name="configuration"/> needs.</summary>
    public static void Reserve(SeriesLimits limits, AgentConfiguration configuration)
    {
        var services = configuration.Services.Count;
        limits.Set("sla_service_up", services);
        limits.Set("sla_service_state", services * States.Length);
        limits.Set("sla_service_info", services);
        limits.Set("sla_probe_tls_certificate_expiry_timestamp_seconds", services);
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Up() =>
        from service in _state.Current?.Snapshot.Services ?? []
        select new Measurement<int>(service.IsUp ? 1 : 0, new KeyValuePair<string, object?>("service", service.Name));

    private IEnumerable<Measurement<int>> State() =>
        from service in _state.Current?.Snapshot.Services ?? []
        from state in States
        select new Measurement<int>(
            service.State == state ? 1 : 0,
            new KeyValuePair<string, object?>("service", service.Name),
            new KeyValuePair<string, object?>("state", state.Name()));

    private IEnumerable<Measurement<int>> Info() =>
        from service in _state.Current?.Configuration.Services ?? []
        select new Measurement<int>(1, InfoLabels.With(
            service.Labels,
            new("service", service.Name),
            new("server", service.Server),
            new("model", service.Model ?? ""),
            new("model_version", service.ModelVersion ?? ""),
            new("connection", service.Connection == ConnectionReuse.Fresh ? "fresh" : "reused")));

    private IEnumerable<Measurement<double>> CertificateExpiry() =>
        from pair in _probes.CertificateExpiry
        select new Measurement<double>(
            pair.Value.ToUnixTimeMilliseconds() / 1000d,
            new KeyValuePair<string, object?>("service", pair.Key));
}
