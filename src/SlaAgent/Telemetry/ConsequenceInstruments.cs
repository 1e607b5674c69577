using System.Diagnostics.Metrics;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of what follows from breaches, read from the latest snapshot at each collection.</summary>
internal sealed class ConsequenceInstruments(SeriesLimits limits, AgentState state) : IDisposable
{
    private EquatableArray<ServiceLevelAgreement>? _agreements;
    private Meter _meter = AgentMeter.Create("consequences");

    /// <summary>Makes the metrics anew where the agreements have changed.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        if (_agreements == configuration.Agreements)
        {
            return;
        }

        _agreements = configuration.Agreements;
        foreach (var name in new[] { "sla_obligations_open", "sla_obligations_overdue", "sla_service_credit_ratio" })
        {
            limits.Set(name, configuration.Agreements.Count);
        }

        _meter.Dispose();
        _meter = AgentMeter.Create("consequences");
        Count("sla_obligations_open", (owed, _) => owed.IsOpen, "What is owed for the agreement since breaches.");
        Count("sla_obligations_overdue", (owed, now) => owed.IsOverdueAt(now), "What is owed for the agreement past its time.");
        _meter.CreateObservableGauge(
            "sla_service_credit_ratio",
            () => from view in Views()
                  from agreement in view.Configuration.Agreements
                  where agreement.Consequences?.Credits is not null
                  select new Measurement<double>((double)Accrued(agreement.Name, agreement.Consequences!.Credits!, view.Snapshot), Tag(agreement.Name)),
            null,
            "Share of the period's fee that is lost already, even if nothing fails any more; absent where no credits are agreed.");
    }

    public void Dispose() => _meter.Dispose();

    private static decimal Accrued(string agreement, ServiceCredits credits, AgentSnapshot snapshot)
    {
        var deciding = snapshot.Agreements.FirstOrDefault(each => each.Name == agreement)?.Objectives.FirstOrDefault(objective => objective.Name == credits.Objective);
        return deciding is null ? 0 : CreditReckoning.Accrued(credits, deciding);
    }

    private static KeyValuePair<string, object?> Tag(string agreement) => new("sla", agreement);

    private void Count(string name, Func<Obligation, DateTimeOffset, bool> counts, string help) => _meter.CreateObservableGauge(
        name,
        () => from view in Views()
              from agreement in view.Configuration.Agreements
              select new Measurement<int>(view.Snapshot.Obligations.Count(owed => owed.Agreement == agreement.Name && counts(owed, view.Snapshot.At)), Tag(agreement.Name)),
        null,
        help);

    private IEnumerable<AgentState.View> Views() => state.Current is { } view ? [view] : [];
}
