using System.Diagnostics.Metrics;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;
using SlaAgent.Telemetry;

namespace SlaAgent.Tests.Telemetry;

[Collection("agent in this process")]
public sealed class ConsequenceMetricsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly ServiceLevelAgreement Gold = Agreement("gold") with
    {
        Consequences = new() { Credits = new() { Objective = "availability", Tiers = [new(0.99m, 0.25m), new(0.999m, 0.1m)] } },
    };

    [Fact]
    public void Credits_are_those_of_the_period_under_way_and_only_where_they_are_agreed()
    {
        Assert.Equal([("sla_service_credit_ratio gold", 0)], Measured(0.5, "sla_service_credit_ratio"));
        Assert.Equal([("sla_service_credit_ratio gold", 0.1)], Measured(-0.5, "sla_service_credit_ratio"));
        Assert.Equal([("sla_service_credit_ratio gold", 0.25)], Measured(-9.5, "sla_service_credit_ratio"));
    }

    [Fact]
    public void What_is_owed_is_counted_for_each_agreement_from_the_start()
    {
        var owed = new Obligation
        {
            Id = "1", Kind = ObligationKind.Postmortem, Agreement = "gold", Incident = "i", OpenedAt = Now.AddDays(-6), DueAt = Now.AddDays(-1), Because = "",
        };
        Assert.Equal(
            [("sla_obligations_open gold", 2), ("sla_obligations_open silver", 0), ("sla_obligations_overdue gold", 1), ("sla_obligations_overdue silver", 0)],
            Measured(0.5, "sla_obligations_open", owed, owed with { DueAt = Now.AddDays(1) }, owed with { DoneAt = Now, DoneBy = "ann" })
                .Concat(Measured(0.5, "sla_obligations_overdue", owed, owed with { DueAt = Now.AddDays(1) }, owed with { DoneAt = Now, DoneBy = "ann" })));
    }

    private static ServiceLevelAgreement Agreement(string name) => new() { Name = name, Service = "chat", Scope = AgreementScope.Service, Objectives = [] };

    private static List<(string, double)> Measured(double budgetLeft, string name, params Obligation[] owed)
    {
        var configuration = new AgentConfiguration(new(), [], [Gold, Agreement("silver")]);
        var state = new AgentState();
        state.Publish(configuration, new AgentSnapshot(Now, [], [Status(budgetLeft)], [], []) { Obligations = [.. owed] });
        using var instruments = new ConsequenceInstruments(new SeriesLimits(), state);
        instruments.Apply(configuration);
        var measured = new List<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add(($"{instrument.Name} {tags[0].Value}", value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add(($"{instrument.Name} {tags[0].Value}", value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private static AgreementStatus Status(double left) => new("gold", "chat", Audience.External, AgreementScope.Service, ObjectiveStatusKind.Ok, Now, Now, [new()
    {
        Name = "availability", Indicator = "availability", Source = "probe", Status = ObjectiveStatusKind.Ok, Reason = "", Since = Now, Good = 1, Events = 100, Compliance = 0.5, Target = 0.999m,
        ErrorBudgetRemaining = left, TimeToExhaustion = null, BurnRates = [], Coverage = 1, MinimumSamples = 100, Lower = null, Upper = null, TotalGood = 1, TotalEvents = 100,
    }]);
}
