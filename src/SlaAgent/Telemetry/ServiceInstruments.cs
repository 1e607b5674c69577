using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Gauges of the services, read from the latest snapshot at each collection. Series of what a reload removed go away by themselves.</summary>
internal sealed class ServiceInstruments : IDisposable
{
    private static readonly ServiceState[] States = Enum.GetValues<ServiceState>();

    private readonly SeriesLimits _limits;
    private readonly AgentState _state;
    private readonly ProbeTelemetry _probes;
    private EquatableArray<ModelService>? _services;
    private Meter? _meter;

    public ServiceInstruments(SeriesLimits limits, AgentState state, ProbeTelemetry probes)
    {
        _limits = limits;
        _state = state;
        _probes = probes;
    }

    /// <summary>Makes the gauges anew where the services have changed: the number of series an instrument may have is fixed when it is made.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        if (_services == configuration.Services)
        {
            return;
        }

        _services = configuration.Services;
        Reserve(configuration.Services.Count);
        _meter?.Dispose();
        _meter = AgentMeter.Create("services");
        _meter.CreateObservableGauge("sla_service_up", Up, null, "1 while the service serves its users (up or degraded).");
        _meter.CreateObservableGauge("sla_service_state", State, null, "1 for the state the service is in.");
        _meter.CreateObservableGauge("sla_service_info", Info, null, "What the service is; always 1.");
        _meter.CreateObservableGauge(
            "sla_probe_tls_certificate_expiry_timestamp_seconds",
            CertificateExpiry,
            "s",
            "When the server's TLS certificate ends, as a Unix time.");
    }

    public void Dispose() => _meter?.Dispose();

    private void Reserve(int services)
    {
        _limits.Set("sla_service_up", services);
        _limits.Set("sla_service_state", services * States.Length);
        _limits.Set("sla_service_info", services);
        _limits.Set("sla_probe_tls_certificate_expiry_timestamp_seconds", services);
    }

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
