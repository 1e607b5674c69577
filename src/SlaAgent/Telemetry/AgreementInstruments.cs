using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of the agreements and their objectives, read from the latest snapshot at each collection.</summary>
internal sealed class AgreementInstruments : IDisposable
{
    private static readonly ObjectiveStatusKind[] Statuses = Enum.GetValues<ObjectiveStatusKind>();

    private readonly SeriesLimits _limits;
    private readonly AgentState _state;
    private readonly IncidentCounters _incidents;
    private EquatableArray<ServiceLevelAgreement>? _agreements;
    private Meter _meter = AgentMeter.Create("agreements");

    public AgreementInstruments(SeriesLimits limits, AgentState state, IncidentCounters incidents)
    {
        _limits = limits;
        _state = state;
        _incidents = incidents;
    }

    /// <summary>Makes the metrics anew where the agreements have changed: the number of series an instrument may have is fixed when it is made.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        if (_agreements == configuration.Agreements)
        {
            return;
        }

        _agreements = configuration.Agreements;
        Reserve(_limits, configuration);
        _meter.Dispose();
        _meter = AgentMeter.Create("agreements");
        CreateAgreementGauges();
        CreateObjectiveGauges();
        CreateObjectiveCounters();
    }

    public void Dispose() => _meter.Dispose();

    private static void Reserve(SeriesLimits limits, AgentConfiguration configuration)
    {
        var agreements = configuration.Agreements.Count;
        var objectives = configuration.Agreements.Sum(a => a.Objectives.Count);
        string[] perObjective =
        [
            "sla_objective_compliance_ratio", "sla_objective_target_ratio", "sla_objective_error_budget_remaining_ratio",
            "sla_objective_coverage_ratio", "sla_objective_good_events_total", "sla_objective_events_total",
            "sla_breaches_total", "sla_recovery_seconds_total", "sla_recoveries_total",
        ];
        foreach (var name in perObjective)
        {
            limits.Set(name, objectives);
        }

        limits.Set("sla_objective_error_budget_forecast_ratio", objectives * 3);
        limits.Set("sla_info", agreements);
        limits.Set("sla_incidents_open", agreements);
        limits.Set("sla_pauses_active", agreements);
        limits.Set("sla_precondition_met", configuration.Agreements.Sum(a => a.Preconditions.Count));
        limits.Set("sla_objective_status", objectives * Statuses.Length);
        limits.Set("sla_objective_burn_rate", configuration.Agreements.Sum(a => a.Objectives.Count * 2 * Math.Max(4, a.Alerting.BurnRates?.Count ?? 0)));
    }

    private static KeyValuePair<string, object?>[] Tags(AgreementStatus agreement, ObjectiveStatus objective) =>
        [new("sla", agreement.Name), new("audience", agreement.Audience.Name()), new("service", agreement.Service), new("objective", objective.Name)];

    private void CreateAgreementGauges()
    {
        _meter.CreateObservableGauge(
            "sla_info",
            () => from agreement in _state.Current?.Configuration.Agreements ?? []
                  select new Measurement<int>(1, InfoLabels.With(
                      agreement.Labels,
                      new("sla", agreement.Name),
                      new("audience", agreement.Audience.Name()),
                      new("service", agreement.Service),
                      new("scope", agreement.Scope.Name()),
                      new("provider", agreement.Provider ?? ""),
                      new("consumer", agreement.Consumer ?? ""))),
            null,
            "What the agreement is; always 1.");
        _meter.CreateObservableGauge(
            "sla_incidents_open",
            () => from view in Views()
                  from agreement in view.Snapshot.Agreements
                  let open = view.Snapshot.Incidents.Count(i => i.IsOpen && i.Agreement == agreement.Name)
                  select new Measurement<int>(open, new KeyValuePair<string, object?>("sla", agreement.Name)),
            null,
            "Incidents of the agreement that are open.");
        _meter.CreateObservableGauge(
            "sla_pauses_active",
            () => from view in Views()
                  from agreement in view.Snapshot.Agreements
                  let active = view.Snapshot.Pauses.Count(pause => pause.EndedAt is null && pause.Agreement == agreement.Name)
                  select new Measurement<int>(active, new KeyValuePair<string, object?>("sla", agreement.Name)),
            null,
            "Pauses by hand of the agreement that go on.");
        _meter.CreateObservableGauge(
            "sla_precondition_met",
            () => from view in Views()
                  from known in view.Snapshot.Preconditions
                  where known.IsMet is not null
                  select new Measurement<int>(known.IsMet!.Value ? 1 : 0, new KeyValuePair<string, object?>("sla", known.Agreement), new KeyValuePair<string, object?>("precondition", known.Name)),
            null,
            "1 where the precondition of the agreement holds, 0 where time does not count because it does not; absent where it is not known.");
    }

    private void CreateObjectiveGauges()
    {
        Gauge("sla_objective_compliance_ratio", o => o.Compliance, "Good events divided by events in the window; absent without events.");
        Gauge("sla_objective_target_ratio", o => (double?)o.Target, "The promised share of good events; absent for accuracy, which promises a score.");
        Gauge("sla_objective_error_budget_remaining_ratio", o => o.ErrorBudgetRemaining, "Signed share of the window's error budget that is left.");
        Gauge("sla_objective_coverage_ratio", o => o.Coverage, "Share of the elapsed time that was measured.");
        _meter.CreateObservableGauge(
            "sla_objective_status",
            () => from pair in Objectives()
                  from status in Statuses
                  select new Measurement<int>(pair.Objective.Status == status ? 1 : 0, [.. Tags(pair.Agreement, pair.Objective), new("status", status.Name())]),
            null,
            "1 for the status the objective has.");
        _meter.CreateObservableGauge(
            "sla_objective_error_budget_forecast_ratio",
            () => from pair in Objectives()
                  from bound in Forecast(pair.Objective)
                  select new Measurement<double>(bound.Value, [.. Tags(pair.Agreement, pair.Objective), new("bound", bound.Name)]),
            null,
            "Signed share of the error budget to be expected at the end of the period, and the ends of its 90% interval; absent for a window that moves.");
        _meter.CreateObservableGauge(
            "sla_objective_burn_rate",
            () => from pair in Objectives()
                  from burn in BurnRates.ByWindow(pair.Objective)
                  select new Measurement<double>(burn.Value, [.. Tags(pair.Agreement, pair.Objective), new("window", burn.Key)]),
            null,
            "Error ratio over the window divided by the error budget; absent without events.");
    }

    private static IEnumerable<(string Name, double Value)> Forecast(ObjectiveStatus objective) =>
        objective.Budget is { Allowed: > 0, Forecast: { } forecast, ForecastLower: { } lower, ForecastUpper: { } upper } budget
            ? [("expected", 1 - (forecast / budget.Allowed)), ("lower", 1 - (upper / budget.Allowed)), ("upper", 1 - (lower / budget.Allowed))]
            : [];

    private void CreateObjectiveCounters()
    {
        Events("sla_objective_good_events_total", o => o.TotalGood, "Good events since the agent started.");
        Events("sla_objective_events_total", o => o.TotalEvents, "Events since the agent started.");
        Counter("sla_recoveries_total", (a, o) => _incidents.Of(a.Name, o.Name).Recoveries, "Breaches that have ended.", recovery: true);
        _meter.CreateObservableCounter(
            "sla_breaches_total",
            () => from pair in Objectives()
                  let count = _incidents.Of(pair.Agreement.Name, pair.Objective.Name).Breaches
                  select new Measurement<long>(count, [.. Tags(pair.Agreement, pair.Objective), new("severity", AlertSeverity.Page.Name())]),
            null,
            "Breaches that have begun.");
        _meter.CreateObservableCounter(
            "sla_recovery_seconds_total",
            () => from pair in Objectives()
                  select new Measurement<double>(_incidents.Of(pair.Agreement.Name, pair.Objective.Name).RecoverySeconds, RecoveryTags(pair.Agreement, pair.Objective)),
            "s",
            "Time from the beginning of breaches to their end, added up.");
    }

    private static KeyValuePair<string, object?>[] RecoveryTags(AgreementStatus agreement, ObjectiveStatus objective) =>
        [new("sla", agreement.Name), new("objective", objective.Name)];

    private void Gauge(string name, Func<ObjectiveStatus, double?> value, string help) =>
        _meter.CreateObservableGauge(
            name,
            () => from pair in Objectives()
                  let measured = value(pair.Objective)
                  where measured is not null
                  select new Measurement<double>(measured.Value, Tags(pair.Agreement, pair.Objective)),
            null,
            help);

    // A double, because slices whose shares are averaged are good in part.
    private void Events(string name, Func<ObjectiveStatus, long> value, string help) =>
        _meter.CreateObservableCounter(
            name,
            () => from pair in Objectives()
                  select new Measurement<double>(value(pair.Objective) / (double)pair.Objective.PartsPerEvent, Tags(pair.Agreement, pair.Objective)),
            null,
            help);

    private void Counter(string name, Func<AgreementStatus, ObjectiveStatus, long> value, string help, bool recovery = false) =>
        _meter.CreateObservableCounter(
            name,
            () => from pair in Objectives()
                  let tags = recovery ? RecoveryTags(pair.Agreement, pair.Objective) : Tags(pair.Agreement, pair.Objective)
                  select new Measurement<long>(value(pair.Agreement, pair.Objective), tags),
            null,
            help);

    private IEnumerable<AgentState.View> Views() => _state.Current is { } view ? [view] : [];

    private IEnumerable<(AgreementStatus Agreement, ObjectiveStatus Objective)> Objectives() =>
        from view in Views()
        from agreement in view.Snapshot.Agreements
        from objective in agreement.Objectives
        select (agreement, objective);
}
