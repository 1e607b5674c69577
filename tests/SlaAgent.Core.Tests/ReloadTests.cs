using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

public sealed class ReloadTests
{
    private static Scenario Running(TimeSpan? window = null)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.99m, 10), window)));
        scenario.Judge.Restore(new Past(), scenario.Clock);
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        scenario.Run(TimeSpan.FromMinutes(15), Outcome.Http5xx);
        return scenario;
    }

    private static void Reload(Scenario scenario, AgentConfiguration configuration)
    {
        scenario.Configuration = configuration;
        scenario.Judge.Apply(configuration, scenario.Clock);
        scenario.Changes.Clear();
        scenario.Evaluate();
    }

    [Fact]
    public void The_same_configuration_changes_nothing()
    {
        var scenario = Running();
        var (status, open) = (scenario.Status, scenario.Open.ToList());
        Reload(scenario, Configure(Agreement(Availability(0.99m, 10))));
        Assert.Same(status, scenario.Status);
        Assert.Equal(open, scenario.Open);
        Assert.Empty(scenario.Changes);
        Assert.Empty(scenario.Judge.SeriesToRestore);
    }

    [Fact]
    public void Another_target_keeps_the_counts_and_the_series()
    {
        var scenario = Running();
        var (before, totals) = (scenario.Status, scenario.Status.TotalEvents);
        Reload(scenario, Configure(Agreement(Availability(0.9m, 50))));
        Assert.Equal((before.Good, before.Events, totals), (scenario.Status.Good, scenario.Status.Events, scenario.Status.TotalEvents));
        Assert.Equal(0.9m, scenario.Status.Target);
        Assert.Empty(scenario.Judge.SeriesToRestore);
    }

    [Fact]
    public void Another_window_is_filled_from_the_old_ones_and_a_longer_one_asks_for_its_past()
    {
        var scenario = Running();
        var before = scenario.Status;
        Reload(scenario, Configure(Agreement(Availability(0.99m, 10), TimeSpan.FromDays(7))));
        Assert.Equal((before.Good, before.Events), (scenario.Status.Good, scenario.Status.Events));
        Assert.Empty(scenario.Judge.SeriesToRestore);
        Reload(scenario, Configure(Agreement(Availability(0.99m, 10), TimeSpan.FromDays(90))));
        Assert.Equal((before.Good, before.Events), (scenario.Status.Good, scenario.Status.Events));
        var summary = scenario.Judge.RestoreSeries(scenario.AddedUp(), scenario.Clock);
        Assert.Equal(0, summary.Restored);
        scenario.Evaluate();
        Assert.Equal(before.Events, scenario.Status.Events);
    }

    [Fact]
    public void Another_threshold_is_another_series_and_going_back_finds_the_old_one()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.95m, 300))));
        scenario.Judge.Restore(new Past(), scenario.Clock);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Reload(scenario, Configure(Agreement(Latency(0.95m, 200))));
        Assert.Equal(0, scenario.Status.Events);
        var series = Assert.Single(scenario.Judge.SeriesToRestore);
        Assert.StartsWith("chat/gold/latency#", series, StringComparison.Ordinal);
        Reload(scenario, Configure(Agreement(Latency(0.95m, 300))));
        scenario.Judge.RestoreSeries(scenario.AddedUp(), scenario.Clock);
        scenario.Evaluate();
        Assert.Equal(120, scenario.Status.Events);
    }

    [Fact]
    public void Incidents_of_what_is_gone_end_and_say_why_and_its_last_counts_are_kept()
    {
        var scenario = Running();
        Assert.NotEmpty(scenario.Open);
        var probe = scenario.Configuration.Services[0].Probes[0];
        scenario.Judge.Observe(Result(probe, scenario.Now, Outcome.Http5xx));
        Reload(scenario, scenario.Configuration with { Services = [], Agreements = [] });
        Assert.Empty(scenario.Open);
        Assert.All(scenario.Changes, incident => Assert.Contains("removed from the configuration", incident.Annotations.Find("resolution"), StringComparison.Ordinal));
        Assert.Equal(181, scenario.Store.Sum(record => record.Bad));
        Assert.False(scenario.Judge.Observe(Result(probe, scenario.Now, Outcome.Http5xx)));
    }

    [Fact]
    public void An_incident_nobody_is_responsible_for_any_more_is_closed_at_the_start()
    {
        var scenario = Running();
        var open = scenario.Open.ToList();
        var judge = new Judge(scenario.Configuration with { Agreements = [] }, scenario.Context, scenario.Clock);
        judge.Restore(new Past { Incidents = open }, scenario.Clock);
        var changes = judge.Evaluate(scenario.Clock).Changes.Where(incident => incident.Agreement is not null).ToList();
        Assert.Equal(open.Count(incident => incident.Agreement is not null), changes.Count);
        Assert.All(changes, incident => Assert.False(incident.IsOpen));
    }

    [Fact]
    public void The_watchdog_is_always_open_and_ends_with_its_setting()
    {
        var configuration = Configure(Agreement(Availability(0.99m)));
        var scenario = new Scenario(configuration with { Agent = new AgentSettings { Watchdog = true, Labels = LabelSet.From([new("cluster", "eu")]) } });
        scenario.Evaluate();
        var watchdog = Assert.Single(scenario.Open);
        Assert.Equal(("SlaAgentWatchdog", "eu"), (watchdog.AlertName, watchdog.Labels.Find("cluster")));
        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Equal(watchdog, Assert.Single(scenario.Open));
        Reload(scenario, configuration);
        Assert.Empty(scenario.Open);
    }
}
