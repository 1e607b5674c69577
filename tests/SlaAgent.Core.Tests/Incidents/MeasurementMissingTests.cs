using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>In the last hour, or 20 intervals if those are longer, under 90% was measured.</summary>
public sealed class MeasurementMissingTests
{
    private static Scenario Measured(double interval, TimeSpan span)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m)), Inference(interval)));
        scenario.Run(span, Outcome.Success, TimeSpan.FromSeconds(interval));
        return scenario;
    }

    private static Incident? Missing(Scenario scenario) => scenario.Open.SingleOrDefault(incident => incident.AlertName == "SlaMeasurementMissing");

    [Fact]
    public void Six_minutes_of_an_hour_may_be_missing_and_not_much_more()
    {
        var scenario = Measured(10, TimeSpan.FromHours(3));
        scenario.Run(TimeSpan.FromMinutes(5.5), Outcome.Skipped, TimeSpan.FromSeconds(10));
        Assert.Null(Missing(scenario));
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Skipped, TimeSpan.FromSeconds(10));
        Assert.Equal(Beginning + TimeSpan.FromHours(3), Missing(scenario)!.StartedAt);
    }

    [Fact]
    public void A_slow_probe_is_given_twenty_of_its_intervals()
    {
        var interval = TimeSpan.FromMinutes(10);
        var scenario = Measured(interval.TotalSeconds, TimeSpan.FromDays(2));
        scenario.Run(interval * 2, Outcome.Skipped, interval);
        Assert.Null(Missing(scenario));
        scenario.Run(interval * 2, Outcome.Skipped, interval);
        Assert.Contains("Over the last 3h20m only 8", Missing(scenario)!.Annotations.Find("description"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_young_agent_speaks_of_the_time_that_it_has_seen()
    {
        var scenario = Measured(10, TimeSpan.FromMinutes(10));
        scenario.Run(TimeSpan.FromMinutes(2), Outcome.Skipped, TimeSpan.FromSeconds(10));
        Assert.Contains("Over the last 11m", Missing(scenario)!.Annotations.Find("description"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_too_little_time_that_counts_nothing_is_said()
    {
        var scenario = Measured(10, TimeSpan.FromMinutes(10));
        ProbeResult LeftAsleep(Core.Time.Instant at, Probe probe) => Result(probe, at, Outcome.Skipped) with { LeftAsleep = true };
        scenario.Run(TimeSpan.FromMinutes(75), LeftAsleep, TimeSpan.FromSeconds(10));
        scenario.Run(TimeSpan.FromSeconds(190), Outcome.Skipped, TimeSpan.FromSeconds(10));
        Assert.Null(Missing(scenario));
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Skipped, TimeSpan.FromSeconds(10));
        Assert.NotNull(Missing(scenario));
    }

    [Fact]
    public void It_ends_when_nine_tenths_were_measured_for_three_intervals()
    {
        var scenario = Measured(10, TimeSpan.FromHours(3));
        scenario.Run(TimeSpan.FromMinutes(8), Outcome.Skipped, TimeSpan.FromSeconds(10));
        Assert.NotNull(Missing(scenario));
        scenario.Run(TimeSpan.FromMinutes(60), Outcome.Success, TimeSpan.FromSeconds(10));
        Assert.Null(Missing(scenario));

        // Two of the eight minutes have left the hour at 4:02, give or take a slot of ten seconds; three intervals are half a minute.
        var nineTenths = Beginning + TimeSpan.FromMinutes(242);
        Assert.InRange(scenario.Changes[^1].EndedAt!.Value, nineTenths + TimeSpan.FromSeconds(20), nineTenths + TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void Time_that_does_not_count_is_not_missed()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m))), new JudgeContext(AgentPosition.Sidecar));
        scenario.Run(TimeSpan.FromMinutes(9), Outcome.ConnectionError);
        scenario.Run(TimeSpan.FromMinutes(9), Outcome.Success);
        Assert.Null(Missing(scenario));
        Assert.Equal(1.0, scenario.Status.Coverage);
    }
}
