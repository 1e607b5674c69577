using System.Diagnostics.Metrics;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of the agent itself: how wrong its measuring may be, and what it could not do.</summary>
internal sealed class AgentInstruments : IDisposable
{
    private static readonly double[] DelayBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] EvaluationBounds = [0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 1];

    private readonly Meter _meter = AgentMeter.Create("agent");
    private readonly Histogram<double> _scheduleDelay;
    private readonly Histogram<double> _evaluationDuration;
    private readonly Func<AgentFacts> _facts;
    private int _reloadSuccessful;
    private double _reloadSuccessAt;

    public AgentInstruments(Func<AgentFacts> facts)
    {
        _facts = facts;
        _scheduleDelay = _meter.CreateHistogram(
            "sla_agent_schedule_delay_seconds",
            "s",
            "How late probes started: the measurement's own error.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DelayBounds });
        _evaluationDuration = _meter.CreateHistogram(
            "sla_agent_evaluation_duration_seconds",
            "s",
            "Duration of one evaluation of all objectives.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = EvaluationBounds });
        CreateConfigurationGauges();
        CreateFactMetrics();
    }

    public void RecordScheduleDelay(TimeSpan delay) => _scheduleDelay.Record(delay.TotalSeconds);

    public void RecordEvaluation(TimeSpan duration) => _evaluationDuration.Record(duration.TotalSeconds);

    public void RecordReload(bool successful, DateTimeOffset at)
    {
        Volatile.Write(ref _reloadSuccessful, successful ? 1 : 0);
        if (successful)
        {
            Volatile.Write(ref _reloadSuccessAt, at.ToUnixTimeMilliseconds() / 1000d);
        }
    }

    public void Dispose() => _meter.Dispose();

    private void CreateConfigurationGauges()
    {
        _meter.CreateObservableGauge(
            "sla_agent_config_last_reload_successful",
            () => Volatile.Read(ref _reloadSuccessful),
            null,
            "1 when the configuration files as they are now are in force.");
        _meter.CreateObservableGauge(
            "sla_agent_config_last_reload_success_timestamp_seconds",
            () => Volatile.Read(ref _reloadSuccessAt),
            "s",
            "When a configuration was last put in force, as a Unix time; 0 for never.");
        _meter.CreateObservableGauge(
            "sla_agent_build_info",
            () => new Measurement<int>(
                1,
                new KeyValuePair<string, object?>("version", BuildInfo.Version),
                new KeyValuePair<string, object?>("commit", BuildInfo.Commit),
                new KeyValuePair<string, object?>("runtime", BuildInfo.Runtime)),
            null,
            "What this agent is; always 1.");
    }

    private void CreateFactMetrics()
    {
        _meter.CreateObservableCounter("sla_agent_ledger_errors_total", () => _facts().LedgerErrors, null, "Failed writes to the state on disk.");
        _meter.CreateObservableGauge("sla_agent_ledger_degraded", () => _facts().LedgerDegraded ? 1 : 0, null, "1 while state is kept in memory only because the disk fails.");
        _meter.CreateObservableCounter("sla_agent_ledger_dropped_total", () => _facts().LedgerDropped, null, "Records of the state given up for want of room in memory or under stateLimit.");
        _meter.CreateObservableCounter("sla_agent_ledger_set_aside_total", () => _facts().LedgersSetAside, null, "Databases found damaged, at the start or since, and begun anew with what was readable.");
        _meter.CreateObservableCounter("sla_agent_samples_dropped_total", () => _facts().SamplesDropped, null, "Results lost because the evaluation loop could not keep up, or a drain held too many.");
        _meter.CreateObservableCounter("sla_agent_probes_missed_total", () => _facts().ProbesMissed, null, "Scheduled probes given up without a result after the agent was stopped for long.");
        _meter.CreateObservableCounter("sla_agent_clock_jumps_total", () => _facts().ClockJumps, null, "Times the wall clock was set by more than a second.");
        _meter.CreateObservableGauge("sla_agent_draining", () => _facts().Draining ? 1 : 0, null, "1 while results are held because the model server is about to be stopped.");
    }
}
