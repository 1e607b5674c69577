using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>The first that holds: breached, excluded, at_risk, unknown, ok.</summary>
public sealed class StatusOrderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static Scenario Spent()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(5)), Inference(1)));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal(ObjectiveStatusKind.Breached, scenario.Status.Status);
        return scenario;
    }

    private static Scenario Burning(int minimum = 10)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.99m, minimum)), Inference(1)));
        scenario.Run(Hour, Outcome.Success);
        scenario.Run(TimeSpan.FromMinutes(12), Outcome.Http5xx);
        Assert.Equal(ObjectiveStatusKind.AtRisk, scenario.Status.Status);
        return scenario;
    }

    [Fact]
    public void Breached_stands_before_excluded()
    {
        var scenario = Spent();
        scenario.Judge.BeginDrain(null, scenario.Clock);
        scenario.Run(Minute, Outcome.ConnectionError);
        Assert.Equal(ObjectiveStatusKind.Breached, scenario.Status.Status);
    }

    [Fact]
    public void Breached_stands_before_at_risk()
    {
        var scenario = Spent();
        Assert.Contains(scenario.Status.BurnRates, row => row.Firing);
    }

    [Fact]
    public void Excluded_stands_before_at_risk_and_closes_nothing()
    {
        var scenario = Burning();
        var open = scenario.Open.ToList();
        Assert.NotEmpty(open);
        scenario.Judge.BeginDrain(null, scenario.Clock);
        scenario.Run(TimeSpan.FromMinutes(9), Outcome.Success);
        Assert.Equal((ObjectiveStatusKind.Excluded, "draining"), (scenario.Status.Status, scenario.Status.Reason));
        Assert.Equal(open.Select(incident => incident.Id), scenario.Open.Select(incident => incident.Id));
    }

    [Fact]
    public void At_risk_stands_before_unknown()
    {
        var scenario = Burning(minimum: 1_000_000);
        Assert.True(scenario.Status.Events < scenario.Status.MinimumSamples);
        var agreement = scenario.Configuration.Agreements[0] with { Alerting = new Alerting { BurnRates = EquatableArray.Create<BurnRateRule>([]) } };
        scenario.Judge.Apply(scenario.Configuration with { Agreements = [agreement] }, scenario.Clock);
        Assert.Equal((ObjectiveStatusKind.Unknown, "collecting 4320/1000000"), (scenario.Evaluate().Agreements[0].Status, scenario.Status.Reason));
    }

    [Fact]
    public void Unknown_stands_before_ok_in_the_order_of_its_reasons()
    {
        // Half measured, too few, and silent: coverage is named first, then the samples, then the silence.
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 1_000_000)), Inference(10)));
        scenario.Run(Hour, (at, probe) => Result(probe, at, at.Ticks / probe.Interval.Ticks % 2 == 0 ? Outcome.Skipped : Outcome.Success));
        scenario.Run(TimeSpan.FromMinutes(7), Outcome.Skipped);
        Assert.StartsWith("coverage ", scenario.Status.Reason, StringComparison.Ordinal);

        var few = new Scenario(Configure(Agreement(Availability(0.9m, 1_000_000)), Inference(10)));
        few.Run(Hour * 3, Outcome.Success, TimeSpan.FromSeconds(10));
        few.Run(TimeSpan.FromMinutes(7), Outcome.Skipped);
        Assert.StartsWith("collecting 1080/", few.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_sample_less_than_the_minimum_is_too_few_and_the_minimum_is_enough()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10)), Inference(1)));
        scenario.Run(TimeSpan.FromSeconds(9), Outcome.Success);
        Assert.Equal((ObjectiveStatusKind.Unknown, "collecting 9/10"), (scenario.Status.Status, scenario.Status.Reason));
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.Success);
        Assert.Equal((ObjectiveStatusKind.Ok, ""), (scenario.Status.Status, scenario.Status.Reason));
    }

    [Theory]
    [InlineData(60, 5)]
    [InlineData(600, 30)]
    public void Silence_is_the_larger_of_five_minutes_and_three_intervals(double interval, double minutes)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10)), Inference(interval)));
        scenario.Run(TimeSpan.FromDays(2), Outcome.Success, TimeSpan.FromSeconds(interval));
        var last = scenario.Now - TimeSpan.FromSeconds(interval);
        scenario.Now = last + TimeSpan.FromMinutes(minutes);
        scenario.Evaluate();
        Assert.Equal(ObjectiveStatusKind.Ok, scenario.Status.Status);
        scenario.Now += TimeSpan.FromSeconds(1);
        scenario.Evaluate();
        Assert.Equal((ObjectiveStatusKind.Unknown, $"no event for {minutes}m"), (scenario.Status.Status, scenario.Status.Reason));
    }

    [Fact]
    public void What_does_not_count_is_shown_all_the_same()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m))), new JudgeContext(AgentPosition.Sidecar));
        scenario.Run(Minute, Outcome.ConnectionError);
        var probe = Assert.Single(scenario.Service.Probes);
        Assert.Equal((Outcome.ConnectionError, 12), (probe.LastOutcome, probe.FailuresInARow));
        Assert.Equal(0, scenario.Status.Events);
        Assert.Equal(Minute, new TimeSpan(scenario.Store.Sum(record => record.Waived.Ticks)));
    }

    [Fact]
    public void An_agreement_is_as_bad_as_the_worst_of_its_objectives()
    {
        var agreement = Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(5)) with { Objectives = [Latency(0.95m, 300) with { MinimumSamples = 1_000_000 }, Availability(0.9m, 10)] };
        var scenario = new Scenario(Configure(agreement, Inference(1)));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Assert.Equal([ObjectiveStatusKind.Unknown, ObjectiveStatusKind.Ok], scenario.Snapshot.Agreements[0].Objectives.Select(objective => objective.Status));
        Assert.Equal(ObjectiveStatusKind.Unknown, scenario.Snapshot.Agreements[0].Status);
    }
}
