using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>A kill is no order to stop: the drain goes on, and only an order within its ten minutes waives what it holds.</summary>
public sealed class DrainRestartTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Drained = Beginning + TimeSpan.FromHours(1);

    private static Scenario Draining()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.999m))));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success);
        Assert.True(scenario.Judge.BeginDrain(null, scenario.Clock));
        scenario.Evaluate();
        return scenario;
    }

    private static Scenario Killed()
    {
        var scenario = Draining();
        scenario.Run(Minute, Outcome.ConnectionError);
        scenario.KillAndRestart(Second);
        scenario.Evaluate();
        return scenario;
    }

    [Fact]
    public void A_drain_that_holds_nothing_yet_goes_on_after_a_kill()
    {
        var scenario = Draining();
        scenario.KillAndRestart(Second);
        scenario.Evaluate();
        Assert.Equal((ServiceState.Draining, Drained), (scenario.Service.State, scenario.Service.Since));
        Assert.Equal((ObjectiveStatusKind.Excluded, "draining"), (scenario.Status.Status, scenario.Status.Reason));
        scenario.Run(Minute, Outcome.ConnectionError);
        Assert.Equal(0, scenario.Status.Events - scenario.Status.Good);
        Assert.Empty(scenario.Open);
    }

    [Fact]
    public void Held_results_come_back_after_a_kill_and_count_when_the_ten_minutes_are_over()
    {
        var scenario = Killed();
        Assert.Equal(12, scenario.Judge.HeldResults.Count);
        scenario.Run(TimeSpan.FromMinutes(8), Outcome.ConnectionError);
        Assert.Equal(0, scenario.Status.Events - scenario.Status.Good);
        scenario.Run(Minute, Outcome.ConnectionError);
        Assert.Equal(12 + (9 * 12), scenario.Status.Events - scenario.Status.Good);
        Assert.Equal(Drained, scenario.Open.Single(incident => incident.AlertName == "ModelServerDown").StartedAt);
    }

    [Fact]
    public void They_are_waived_for_good_when_the_agent_is_told_to_stop_after_the_kill()
    {
        var scenario = Killed();
        scenario.Judge.ConfirmDrain(scenario.Clock);
        scenario.MakeDurable();
        scenario.KillAndRestart(Minute);
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal((732, 732), (scenario.Status.Events, scenario.Status.Good));
        Assert.Equal(Minute, new TimeSpan(scenario.Store.Sum(record => record.Waived.Ticks)));
        Assert.Equal(ServiceState.Up, scenario.Service.State);
        Assert.Empty(scenario.Past().Drains);
        Assert.Empty(scenario.Changes);
    }

    [Fact]
    public void They_count_once_when_the_agent_comes_back_after_the_ten_minutes()
    {
        var scenario = Draining();
        scenario.Run(Minute, Outcome.ConnectionError);
        scenario.KillAndRestart(TimeSpan.FromMinutes(10));
        scenario.Evaluate();
        Assert.Equal(12, scenario.Status.Events - scenario.Status.Good);
        scenario.KillAndRestart(Second);
        scenario.Evaluate();
        Assert.Equal(12, scenario.Status.Events - scenario.Status.Good);
        Assert.Empty(scenario.Judge.HeldResults);
    }

    [Fact]
    public void They_count_when_the_service_came_back_beside_the_killed_agent()
    {
        var scenario = Killed();
        scenario.Run(TimeSpan.FromSeconds(15), Outcome.Success);
        Assert.Equal(12, scenario.Status.Events - scenario.Status.Good);
        Assert.Equal(ServiceState.Up, scenario.Service.State);
    }

    [Fact]
    public void An_order_to_stop_after_the_ten_minutes_comes_too_late()
    {
        var scenario = Draining();
        scenario.Run(Minute, Outcome.ConnectionError);
        scenario.Now += TimeSpan.FromMinutes(9);
        scenario.Judge.ConfirmDrain(scenario.Clock);
        scenario.Evaluate();
        Assert.Equal(12, scenario.Status.Events - scenario.Status.Good);
    }

    [Fact]
    public void A_wall_clock_that_was_set_during_the_drain_moves_none_of_it()
    {
        var scenario = Draining();
        scenario.Run(Minute, Outcome.ConnectionError);
        scenario.WallOffset = TimeSpan.FromHours(3);
        scenario.Run(Minute, Outcome.ConnectionError);

        // The next process begins its timeline at what the wall clock says.
        var next = new Scenario(scenario.Configuration, null, scenario.Clock.Wall);
        next.Judge.Restore(scenario.Past(), next.Clock);
        next.Evaluate();
        Assert.Equal(ServiceState.Draining, next.Service.State);
        Assert.Equal(Enumerable.Range(1, 24).Select(i => next.Now - TimeSpan.FromSeconds(120 - (5 * (i - 1)))), next.Judge.HeldResults.Select(sample => sample.At));
    }

    [Fact]
    public void What_is_held_of_a_removed_service_is_let_go()
    {
        var scenario = Draining();
        scenario.Run(Minute, Outcome.ConnectionError);
        scenario.Judge.Apply(scenario.Configuration with { Services = [], Agreements = [] }, scenario.Clock);
        scenario.MakeDurable();
        Assert.Empty(scenario.Held);
        Assert.Empty(scenario.Drains);

        var orphaned = new Judge(scenario.Configuration with { Services = [], Agreements = [] }, scenario.Context, scenario.Clock);
        orphaned.Restore(new Past { Drains = [new DrainStart("chat", Drained)] }, scenario.Clock);
        Assert.Equal(["chat"], orphaned.TakeDrainChanges(scenario.Clock).Ended);
    }

    [Fact]
    public void A_breach_from_before_is_still_shown_while_a_drain_goes_on_after_a_kill()
    {
        var agreement = Agreement(Availability(0.9m, 10), TimeSpan.FromMinutes(5)) with { Alerting = new Alerting { BurnRates = EquatableArray.Create<BurnRateRule>([]) } };
        var scenario = new Scenario(Configure(agreement));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal(ObjectiveStatusKind.Breached, scenario.Status.Status);
        scenario.Judge.BeginDrain(null, scenario.Clock);
        scenario.Evaluate();
        var before = scenario.Status;
        scenario.KillAndRestart(Second);
        scenario.Evaluate();
        Assert.Equal((before.Status, before.Since), (scenario.Status.Status, scenario.Status.Since));
    }

    [Fact]
    public void Kills_at_any_moments_of_a_drain_change_no_count() =>
        Gen.Select(Gen.Int[0, 700].Array[0, 5], Gen.Int[0, 700], Gen.Bool).Sample((kills, toldAt, isTold) =>
        {
            var (steady, killed) = (Draining(), Draining());
            for (var second = 0; second < 700; second++)
            {
                foreach (var scenario in new[] { steady, killed })
                {
                    if (isTold && second == toldAt)
                    {
                        scenario.Judge.ConfirmDrain(scenario.Clock);
                    }

                    scenario.Run(Second, Outcome.ConnectionError);
                }

                // An order that was given ends the process itself; a kill after it finds nothing to change.
                if (kills.Contains(second) && !(isTold && second >= toldAt && toldAt < 600))
                {
                    killed.KillAndRestart();
                }
            }

            var (expected, actual) = (steady.Evaluate().Agreements[0].Objectives[0], killed.Evaluate().Agreements[0].Objectives[0]);
            Assert.Equal((expected.Good, expected.Events, expected.Coverage), (actual.Good, actual.Events, actual.Coverage));
            Assert.Equal(steady.Open.Select(incident => incident.StartedAt).Order(), killed.Open.Select(incident => incident.StartedAt).Order());
        }, iter: 25);
}
