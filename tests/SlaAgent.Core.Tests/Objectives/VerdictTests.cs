using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class VerdictTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Nothing_is_known_before_the_first_result_and_nothing_is_NaN()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m, 1000))));
        scenario.Evaluate();
        var status = scenario.Status;
        Assert.Equal((ObjectiveStatusKind.Unknown, "collecting 0/1000"), (status.Status, status.Reason));
        Assert.Null(status.Compliance);
        Assert.Null(status.ErrorBudgetRemaining);
        Assert.Null(status.TimeToExhaustion);
        Assert.Null(status.Coverage);
        Assert.Null(status.Lower);
        Assert.All(status.BurnRates, row => Assert.Null(row.LongValue));
    }

    [Fact]
    public void Perfect_measuring_covers_exactly_everything_also_when_the_window_is_full()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m, 10), TimeSpan.FromMinutes(5)), Inference(7)));
        scenario.Run(TimeSpan.FromMinutes(20), (at, probe) => Result(probe, at, Outcome.Success), null, () =>
        {
            Assert.Equal(1.0, scenario.Status.Coverage);
            return false;
        });
        Assert.Equal(ObjectiveStatusKind.Ok, scenario.Status.Status);
        Assert.Equal(1.0, scenario.Status.ErrorBudgetRemaining);
    }

    [Fact]
    public void Too_few_samples_are_collecting()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m, 1000))));
        scenario.Run(TimeSpan.FromSeconds(5 * 37), Outcome.Success);
        Assert.Equal((ObjectiveStatusKind.Unknown, "collecting 37/1000"), (scenario.Status.Status, scenario.Status.Reason));
    }

    [Fact]
    public void One_failure_alone_decides_nothing()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m, 1000), TimeSpan.FromMinutes(5))));
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Success);
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Http5xx);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Assert.DoesNotContain(scenario.Changes, _ => true);
    }

    [Fact]
    public void A_bad_first_minute_of_thirty_days_burns_and_breaches_nothing()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.99m, 10)), Inference(1)));
        scenario.Run(TimeSpan.FromMinutes(9), Outcome.Success);
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Http5xx);
        Assert.Equal(ObjectiveStatusKind.Breached, Breaching().Status.Status);

        // 60 bad where 1% × 600 ÷ (10 minutes of 30 days) = 25,920 are allowed.
        Assert.Equal(1 - (60 / 25_920.0), scenario.Status.ErrorBudgetRemaining!.Value, 6);
        Assert.NotEqual(ObjectiveStatusKind.Breached, scenario.Status.Status);
    }

    [Fact]
    public void More_bad_than_the_whole_window_allows_is_a_breach_from_the_sample_that_tipped_it()
    {
        var scenario = Breaching();
        var breach = scenario.Open.Single(incident => incident.AlertName == "SlaBreached");
        Assert.Equal("page", breach.Labels.Find("severity"));
        Assert.True(scenario.Status.ErrorBudgetRemaining < 0);
        Assert.Equal(TimeSpan.Zero, scenario.Status.TimeToExhaustion);

        // 10% of 300 in five minutes: the 31st failure tips it.
        Assert.Equal(Beginning + TimeSpan.FromSeconds(600 + 30), breach.StartedAt);
        Assert.Contains("overspent", breach.Annotations.Find("description"), StringComparison.Ordinal);
        scenario.Run(TimeSpan.FromMinutes(6), Outcome.Success);
        Assert.Equal(ObjectiveStatusKind.Ok, scenario.Status.Status);
        Assert.Empty(scenario.Open);
    }

    [Fact]
    public void Silence_is_unknown_after_five_minutes_and_neither_fires_nor_resolves()
    {
        var scenario = Breaching();
        var open = scenario.Open.Select(incident => incident.Id).ToList();
        scenario.Run(Hour, (_, _) => null);
        Assert.Equal(open, scenario.Open.Where(incident => incident.AlertName != "SlaMeasurementMissing").Select(incident => incident.Id));
        Assert.NotEqual(ObjectiveStatusKind.Ok, scenario.Status.Status);

        var quiet = new Scenario(Configure(Agreement(Availability(0.9m, 10)), Inference(1)));
        quiet.Run(Hour, Outcome.Success);
        quiet.Run(TimeSpan.FromMinutes(4), (_, _) => null);
        Assert.Equal(ObjectiveStatusKind.Ok, quiet.Status.Status);
        quiet.Run(TimeSpan.FromSeconds(62), (_, _) => null);
        Assert.Equal((ObjectiveStatusKind.Unknown, "no event for 5m"), (quiet.Status.Status, quiet.Status.Reason));
    }

    [Fact]
    public void Skipped_probes_are_no_events_and_lower_coverage_until_it_is_missing()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 10)), Inference(10)));
        scenario.Run(Hour, (at, probe) => Result(probe, at, at.Ticks / probe.Interval.Ticks % 2 == 0 ? Outcome.Skipped : Outcome.Success));
        Assert.Equal((180, 0.5), (scenario.Status.Events, Math.Round(scenario.Status.Coverage!.Value, 2)));
        Assert.Equal((ObjectiveStatusKind.Unknown, "coverage 50.0%"), (scenario.Status.Status, scenario.Status.Reason));
        Assert.Equal("ticket", Assert.Single(scenario.Open, incident => incident.AlertName == "SlaMeasurementMissing").Labels.Find("severity"));
        scenario.Run(Hour, Outcome.Success);
        Assert.Empty(scenario.Open);
    }

    [Fact]
    public void An_agent_that_can_never_measure_says_so_after_twenty_intervals()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m)), Inference(5)));
        scenario.Run(TimeSpan.FromSeconds(90), Outcome.AgentError);
        Assert.Empty(scenario.Open);
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.AgentError);
        Assert.Equal("SlaMeasurementMissing", Assert.Single(scenario.Open).AlertName);
        Assert.Equal(0.0, scenario.Status.Coverage);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_jump_of_the_wall_clock_neither_fires_nor_resolves(int seconds)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.99m, 10))));
        scenario.Run(Hour, Outcome.Success);
        scenario.WallOffset = TimeSpan.FromSeconds(seconds);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Assert.Empty(scenario.Changes);
        Assert.Equal((840, 1.0), (scenario.Status.Events, scenario.Status.Coverage));
        Assert.Equal(840, scenario.AddedUp().Sum(record => record.Good));
    }

    [Fact]
    public void Three_failures_among_few_requests_page_nobody()
    {
        // 123 requests in the hour, three of them failed: 2.4% is more than 14.4 × 0.1%, and it is chance.
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m, 1000)), Inference(30)));
        var n = 0;
        scenario.Run(Hour, (at, probe) => Result(probe, at, n++ is 100 or 110 or 119 ? Outcome.Http5xx : Outcome.Success));
        Assert.True(scenario.Status.BurnRates[0].LongValue > 14.4);
        Assert.DoesNotContain(scenario.Changes, incident => incident.AlertName == "SlaErrorBudgetBurn" && incident.Severity == AlertSeverity.Page);
    }

    [Fact]
    public void A_burn_opens_one_incident_for_each_severity_from_the_first_bad_event_and_ends_when_its_short_window_is_clean()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.99m, 10)) with { Labels = LabelSet.From([new("tier.name", "gold")]) }, Inference(1)));
        scenario.Run(Hour, Outcome.Success);
        var start = scenario.Clock.Wall;
        scenario.Run(TimeSpan.FromMinutes(12), Outcome.InvalidResponse);
        var page = Assert.Single(scenario.Open, incident => incident.AlertName == "SlaErrorBudgetBurn" && incident.Severity == AlertSeverity.Page);
        Assert.Equal(start, page.StartedAt);
        Assert.Equal("gold", page.Labels.Find("tier_name"));
        Assert.Equal("availability", page.Labels.Find("objective"));
        Assert.Contains("over the last 1h", page.Annotations.Find("description"), StringComparison.Ordinal);
        Assert.Contains("invalid_response", page.Annotations.Find("description"), StringComparison.Ordinal);
        Assert.Equal(ObjectiveStatusKind.AtRisk, scenario.Status.Status);
        scenario.Run(Hour, Outcome.Success);
        Assert.DoesNotContain(scenario.Open, incident => incident.Severity == AlertSeverity.Page);
        Assert.All(scenario.Changes.Where(incident => incident.Id == page.Id), incident => Assert.Equal(start, incident.StartedAt));
    }

    [Fact]
    public void Time_to_exhaustion_is_what_is_left_at_the_present_pace()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.99m, 10)), Inference(1)));
        var n = 0;
        scenario.Run(Hour, (at, probe) => Result(probe, at, n++ % 50 == 49 ? Outcome.Http5xx : Outcome.Success));
        var (left, rate) = (scenario.Status.ErrorBudgetRemaining!.Value, scenario.Status.BurnRates[0].LongValue!.Value);
        Assert.Equal(2.0, rate, 2);
        Assert.Equal(left * 30 / rate, scenario.Status.TimeToExhaustion!.Value.TotalDays, 6);
    }

    [Fact]
    public void A_fleet_is_measured_and_not_judged_here()
    {
        var scenario = Breaching(AgreementScope.Fleet);
        Assert.DoesNotContain(scenario.Changes, incident => incident.Agreement is not null);
        Assert.True(scenario.Status.TotalEvents > 0);
    }

    private static Scenario Breaching(AgreementScope scope = AgreementScope.Service)
    {
        var agreement = Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(5), scope) with { Alerting = new Alerting { BurnRates = EquatableArray.Create<BurnRateRule>([]) } };
        var scenario = new Scenario(Configure(agreement, Inference(1)));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        scenario.Run(TimeSpan.FromSeconds(40), Outcome.Http5xx);
        return scenario;
    }
}
