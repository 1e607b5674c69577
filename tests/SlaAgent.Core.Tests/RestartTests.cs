using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Windows;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

public sealed class RestartTests
{
    private static readonly Outcome[] Kinds = [Outcome.Success, Outcome.Success, Outcome.Http5xx, Outcome.Http429, Outcome.Skipped];

    // Outcomes come in runs, so that rows burn, services go down and come back.
    private static readonly Gen<(Outcome Outcome, int Count)[]> Runs =
        Gen.Select(Gen.Int[0, 4].Select(i => Kinds[i]), Gen.Int[1, 60]).Array[2, 12];

    private static AgentConfiguration Configuration(Timeslices? slices) => new(
        new AgentSettings(),
        [new ModelService { Name = "chat", Server = "vllm", Url = new Uri("http://127.0.0.1:8000"), Probes = [Inference(10)] }],
        [Agreement(Availability(0.9m, 20, slices), TimeSpan.FromHours(1)) with { Objectives = [Availability(0.9m, 20, slices), Latency(0.9m, 300)] }]);

    [Fact]
    public void A_kill_at_any_moment_changes_no_verdict() => Gen.Select(Runs, Gen.Int[1, 400], Gen.Bool).Sample((runs, killAt, sliced) =>
    {
        var slices = sliced ? new Timeslices(TimeSpan.FromMinutes(1), 0.5m) : null;
        var (steady, killed) = (new Scenario(Configuration(slices)), new Scenario(Configuration(slices)));
        var n = 0;
        foreach (var (outcome, count) in runs)
        {
            for (var i = 0; i < count; i++)
            {
                steady.Run(TimeSpan.FromSeconds(10), outcome, TimeSpan.FromSeconds(10));
                killed.Run(TimeSpan.FromSeconds(10), outcome, TimeSpan.FromSeconds(10));
                if (++n == killAt)
                {
                    killed.KillAndRestart();
                }
            }
        }

        for (var o = 0; o < 2; o++)
        {
            var (expected, actual) = (steady.Snapshot.Agreements[0].Objectives[o], killed.Snapshot.Agreements[0].Objectives[o]);
            Assert.Equal(
                (expected.Status, expected.Good, expected.Events, expected.Coverage, expected.ErrorBudgetRemaining, expected.PercentileSeconds),
                (actual.Status, actual.Good, actual.Events, actual.Coverage, actual.ErrorBudgetRemaining, actual.PercentileSeconds));
            Assert.Equal(expected.BurnRates, actual.BurnRates);
        }

        Assert.Equal(
            steady.Open.Where(IsOfAgreement).Select(incident => (incident.Id, incident.StartedAt)).Order(),
            killed.Open.Where(IsOfAgreement).Select(incident => (incident.Id, incident.StartedAt)).Order());
    }, iter: 60);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    public void A_young_agent_has_missed_nothing_before_it_began_in_the_middle_of_a_slot(int seconds)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 20), TimeSpan.FromHours(1)), Inference(1)), at: Beginning.AddSeconds(seconds));
        scenario.Run(TimeSpan.FromSeconds(40), Outcome.Success, TimeSpan.FromSeconds(1));
        scenario.KillAndRestart();
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.Success, TimeSpan.FromSeconds(1));

        Assert.Equal(1, scenario.Status.Coverage);
        Assert.Empty(scenario.Open);
    }

    [Fact]
    public void Every_event_is_counted_once_in_windows_and_in_durable_slots() => Runs.Sample(runs =>
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 20), TimeSpan.FromDays(1)), Inference(10)));
        var (good, bad, skipped) = (0, 0, 0);
        foreach (var (outcome, count) in runs)
        {
            scenario.Run(TimeSpan.FromSeconds(10 * count), outcome, TimeSpan.FromSeconds(10));
            good += outcome == Outcome.Success ? count : 0;
            bad += outcome.IsFailure() ? count : 0;
            skipped += outcome == Outcome.Skipped ? count : 0;
        }

        scenario.Evaluate();
        Assert.Equal((good, good + bad), (scenario.Status.Good, scenario.Status.Events));
        Assert.Equal((good, bad), (scenario.Store.Sum(record => record.Good), scenario.Store.Sum(record => record.Bad)));
        Assert.Equal(TimeSpan.FromSeconds(10 * (good + bad)).Ticks, scenario.Store.Sum(record => record.Covered.Ticks));
    }, iter: 60);

    [Fact]
    public void A_verdict_holds_from_the_start_also_where_all_that_is_known_is_younger_than_an_interval()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m), TimeSpan.FromHours(1)), Inference(600)));
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Success);
        Assert.Equal(ObjectiveStatusKind.Ok, scenario.Status.Status);

        scenario.KillAndRestart();
        scenario.Evaluate();

        Assert.Equal((ObjectiveStatusKind.Ok, 1, 1), (scenario.Status.Status, scenario.Status.Good, scenario.Status.Events));
    }

    [Fact]
    public void Time_in_which_the_agent_was_not_running_is_neither_up_nor_down()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 20), TimeSpan.FromHours(2)), Inference(10)));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        scenario.KillAndRestart(TimeSpan.FromMinutes(30));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Assert.Equal((420, 420), (scenario.Status.Good, scenario.Status.Events));
        Assert.Equal(0.7, scenario.Status.Coverage!.Value, 3);
        Assert.Equal("coverage 70.0%", scenario.Status.Reason);
    }

    [Fact]
    public void Compacted_and_damaged_records_and_those_of_others_do_not_disturb()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.9m, 300), TimeSpan.FromDays(7))));
        scenario.Run(TimeSpan.FromMinutes(30), Outcome.Success);
        var real = scenario.AddedUp().ToList();
        var hour = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var judge = new Judge(scenario.Configuration, scenario.Context, scenario.Clock);
        SlotRecord[] records =
        [
            .. real,
            real[0] with { Start = hour, Length = TimeSpan.FromHours(1), Good = 700, Bad = 20, Covered = TimeSpan.FromHours(1) },
            real[0] with { Good = -1 },
            real[0] with { Latencies = new byte[] { 9, 9, 9 }, Good = 0 },
            real[0] with { Series = "chat/other/x#0" },
            real[0] with { Start = hour + TimeSpan.FromDays(3), Good = 1, Latencies = default },
        ];
        var summary = judge.Restore(new Past { Slots = records }, scenario.Clock);
        Assert.Equal((2, 1), (summary.Damaged, summary.Foreign));
        var status = judge.Evaluate(scenario.Clock).Snapshot.Agreements[0].Objectives[0];
        Assert.Equal(360 + 720 + 1, status.Events);
    }

    [Fact]
    public void What_counters_show_begins_at_zero_with_each_process_while_windows_go_on()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 20), TimeSpan.FromHours(1))));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Assert.Equal((120, 120), (scenario.Status.TotalGood, scenario.Status.TotalEvents));
        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Equal((120, 0, 0), (scenario.Status.Events, scenario.Status.TotalGood, scenario.Status.TotalEvents));
        scenario.Run(TimeSpan.FromSeconds(5), Outcome.Http5xx);
        Assert.Equal((121, 0, 1), (scenario.Status.Events, scenario.Status.TotalGood, scenario.Status.TotalEvents));
    }

    private static bool IsOfAgreement(SlaAgent.Core.Incidents.Incident incident) => incident.Agreement is not null;
}
