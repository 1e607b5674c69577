using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

/// <summary>A period of the calendar outlives the process, and changes of its kind keep the counts.</summary>
public sealed class PeriodRestartTests
{
    private static readonly CalendarWindow Month = new(CalendarUnit.Month, "Europe/Berlin");
    private static readonly CalendarWindow Day = new(CalendarUnit.Day, "Asia/Kolkata");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static AgentConfiguration Configuration(CalendarWindow? calendar) => Configure(
        Agreement(Availability(0.9m, 20)) with { Calendar = calendar, Objectives = [Availability(0.9m, 20), Latency(0.9m, 300)] }, Inference(60));

    [Fact]
    public void A_kill_at_any_moment_changes_neither_the_period_that_is_judged_nor_what_is_said_of_one_that_is_over() =>
        Gen.Select(Gen.Int[1, 60 * 60], Gen.Int[2, 40], Gen.Bool).Sample((killAt, everyNth, ofDays) =>
        {
            var (steady, killed) = (Begin(ofDays), Begin(ofDays));
            Run(steady, 60 * 60, everyNth);
            Run(killed, killAt, everyNth);
            killed.KillAndRestart();
            Run(killed, (60 * 60) - killAt, everyNth);

            Assert.Equal(Closed(steady), Closed(killed));
            Assert.Equal(Shown(steady), Shown(killed));
            Assert.Equal(ofDays ? 2 : 1, Closed(steady).Count);
        }, iter: 20);

    [Fact]
    public void A_period_that_ended_while_the_agent_was_not_running_is_closed_by_what_was_durable_and_no_period_that_was_not_measured_is()
    {
        var scenario = Begin(ofDays: true);
        Run(scenario, 60 * 5, 3);
        var before = scenario.Status;
        scenario.KillAndRestart(TimeSpan.FromDays(3));
        Run(scenario, 2, 1000);

        var closed = Assert.Single(Closed(scenario));
        Assert.Equal((before.Good, before.Events), (closed.Objectives[0].Good, closed.Objectives[0].Events));
        Assert.Equal(2, scenario.Status.Events);
        Assert.Equal(closed, scenario.Snapshot.Agreements[0].LastPeriod);

        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Equal(closed, scenario.Snapshot.Agreements[0].LastPeriod);
        Assert.Single(Closed(scenario));
    }

    [Fact]
    public void A_change_from_a_window_that_moves_to_the_calendar_and_back_keeps_the_counts()
    {
        var scenario = new Scenario(Configuration(null), at: new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero));
        Run(scenario, 60 * 30, 7);
        var (status, latency) = (scenario.Status, scenario.Snapshot.Agreements[0].Objectives[1].PercentileSeconds);
        foreach (var calendar in new[] { Month, null, new(CalendarUnit.Week, "UTC"), Month, null })
        {
            Reload(scenario, calendar);
            Assert.Equal((status.Good, status.Events), (scenario.Status.Good, scenario.Status.Events));
            Assert.Equal(latency, scenario.Snapshot.Agreements[0].Objectives[1].PercentileSeconds);
            Assert.Equal(1.0, scenario.Status.Coverage!.Value, 2);
        }
    }

    [Fact]
    public void A_change_to_the_calendar_leaves_out_what_was_before_the_period()
    {
        var scenario = new Scenario(Configuration(null), at: new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero));
        Run(scenario, 60 * 30, 7);
        Reload(scenario, Day);

        // It is 20:30 in Kolkata, and a failure at each seventh minute since 9:00 UTC of the day before.
        Assert.Equal((20 * 60) + 30, scenario.Status.Events);
        Assert.Equal(Enumerable.Range(0, 60 * 30).Count(minute => minute % 7 == 0 && minute >= (60 * 30) - ((20 * 60) + 30)), scenario.Status.Budget!.Spent);
    }

    private static void Reload(Scenario scenario, CalendarWindow? calendar)
    {
        scenario.MakeDurable();
        scenario.Configuration = Configuration(calendar);
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Judge.RestoreSeries([.. scenario.AddedUp().Where(record => scenario.Judge.SeriesToRestore.Contains(record.Series))], scenario.Clock);
        scenario.Evaluate();
    }

    private static Scenario Begin(bool ofDays) => new(Configuration(ofDays ? Day : Month), at: new(2026, 3, 29, 22, 0, 0, TimeSpan.Zero));

    private static void Run(Scenario scenario, int minutes, int everyNth) => scenario.Run(
        Minute * minutes,
        (at, probe) => Result(probe, at, (at.Ticks - scenario.Clock.Wall.Date.Ticks) / TimeSpan.TicksPerMinute % everyNth == 0 ? Outcome.Http5xx : Outcome.Success),
        Minute);

    private static List<ClosedPeriod> Closed(Scenario scenario) => [.. scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>().Select(item => item.Period)];

    private static object Shown(Scenario scenario) => (
        scenario.Snapshot.Agreements[0].WindowFrom, scenario.Snapshot.Agreements[0].WindowTo, scenario.Status.Status, scenario.Status.Good, scenario.Status.Events,
        scenario.Status.Coverage, scenario.Status.Budget, scenario.Snapshot.Agreements[0].Objectives[1].PercentileSeconds);
}
