using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Exclusions;

public sealed class ExclusionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Scenario Two(TimeSpan? window = null) => new(Configure(
        Agreement(Availability(0.9m, 20), window ?? TimeSpan.FromHours(2)) with { Objectives = [Availability(0.9m, 20), Latency(0.9m, 300)] }, Inference(10)));

    private static ObjectiveStatus Other(Scenario scenario) => scenario.Snapshot.Agreements[0].Objectives[1];

    [Fact]
    public void What_happens_in_excluded_time_counts_for_nothing_and_is_shown_as_such()
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 20 * Minute);
        scenario.Run(10 * Minute, Outcome.Http5xx);

        Assert.Equal((ObjectiveStatusKind.Excluded, "patching until 2026-03-02 12:30:00Z (planned)"), (scenario.Status.Status, scenario.Status.Reason));
        Assert.Equal(["availability", "latency"], scenario.Snapshot.Excluded.Select(excluded => excluded.Objective));
        scenario.Run(10 * Minute, Outcome.Http5xx);
        scenario.Run(10 * Minute, Outcome.Success);

        Assert.Equal((ObjectiveStatusKind.Ok, 120L, 120L, 1.0), (scenario.Status.Status, scenario.Status.Good, scenario.Status.Events, scenario.Status.Coverage!.Value));
        Assert.Equal(20 * Minute, TimeSpan.FromTicks(scenario.Store.Where(record => record.Series.Contains("/availability#")).Sum(record => record.Waived.Ticks)));
        Assert.DoesNotContain(scenario.Changes, incident => incident.Agreement is not null);
        Assert.Empty(scenario.Snapshot.Excluded);
    }

    [Fact]
    public void The_service_is_down_in_excluded_time_as_ever()
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 20 * Minute);
        scenario.Run(5 * Minute, Outcome.Http5xx);

        Assert.Equal(ServiceState.Down, scenario.Service.State);
        Assert.Equal([AlertLabels.Down], scenario.Open.Select(incident => incident.AlertName));
    }

    [Fact]
    public void Only_the_objectives_that_are_named_are_excluded()
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 10 * Minute, "latency");
        scenario.Run(5 * Minute, Outcome.Http5xx);

        Assert.Equal((60L, 90L), (scenario.Status.Good, scenario.Status.Events));
        Assert.NotEqual(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        Assert.Equal((ObjectiveStatusKind.Excluded, 60L), (Other(scenario).Status, Other(scenario).Events));
    }

    [Fact]
    public void An_incident_neither_opens_nor_closes_in_excluded_time()
    {
        var scenario = Two();
        scenario.Run(20 * Minute, Outcome.Success);
        scenario.Run(20 * Minute, Outcome.Http5xx);
        var before = scenario.Open.Where(incident => incident.Agreement is not null).Select(incident => incident.Id).Order().ToList();
        Assert.NotEmpty(before);
        scenario.Exclude(TimeSpan.Zero, 90 * Minute);
        scenario.Changes.Clear();
        scenario.Run(89 * Minute, Outcome.Success);

        Assert.Equal(before, scenario.Open.Where(incident => incident.Agreement is not null).Select(incident => incident.Id).Order());

        // That the service was up again meanwhile is noted in them.
        Assert.DoesNotContain(scenario.Changes, incident => incident.Agreement is not null && (!incident.IsOpen || !before.Contains(incident.Id)));
    }

    [Fact]
    public void The_budget_is_that_of_the_time_that_counts()
    {
        // An hour's window, half of it excluded: 30 minutes of 6 events a minute, of which a tenth may be bad.
        var scenario = Two(60 * Minute);
        scenario.Run(15 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 30 * Minute);
        scenario.Run(30 * Minute, Outcome.Http5xx);
        scenario.Run(Minute, Outcome.Http5xx);
        scenario.Run(15 * Minute, Outcome.Success);

        Assert.InRange(scenario.Status.Events, 180, 192);
        Assert.Equal(1 - (6 / (0.1 * scenario.Status.Events)), scenario.Status.ErrorBudgetRemaining!.Value, 1);
    }

    [Fact]
    public void A_result_counts_by_when_it_was_meant_to_be_taken()
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Exclude(5 * Minute, 10 * Minute);
        scenario.Run(4 * Minute + TimeSpan.FromSeconds(50), Outcome.Success);
        var (before, within) = (scenario.Now, scenario.Now + 2 * Minute);

        scenario.Now += Minute;
        scenario.Evaluate();
        scenario.Judge.Observe(Result(Inference(10), before, Outcome.Http5xx));
        scenario.Evaluate();
        Assert.Equal((ObjectiveStatusKind.Excluded, 89L, 90L), (scenario.Status.Status, scenario.Status.Good, scenario.Status.Events));

        scenario.Run(10 * Minute, (_, _) => null);
        scenario.Judge.Observe(Result(Inference(10), within, Outcome.Http5xx));
        scenario.Evaluate();
        Assert.NotEqual(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        Assert.Equal(90, scenario.Status.Events);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public void A_jump_of_the_wall_clock_changes_nothing_of_what_was_decided(int minutes)
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 20 * Minute);
        scenario.Run(10 * Minute, Outcome.Http5xx);
        var within = scenario.Now - 5 * Minute;
        scenario.WallOffset += minutes * Minute;
        scenario.Evaluate();
        Assert.NotEqual(ObjectiveStatusKind.Excluded, scenario.Status.Status);

        scenario.Judge.Observe(Result(Inference(10), within, Outcome.Http5xx));
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal((66L, 66L), (scenario.Status.Good, scenario.Status.Events));
    }

    [Fact]
    public void A_reload_changes_only_what_is_still_to_come()
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 60 * Minute);
        scenario.Run(10 * Minute, Outcome.Http5xx);
        scenario.Spans.Clear();
        scenario.Configuration = Configure(scenario.Configuration.Agreements[0] with { Description = "without exclusions" }, Inference(10));
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Judge.Exclude([], scenario.Clock);
        scenario.Judge.Observe(Result(Inference(10), scenario.Now - 5 * Minute, Outcome.Http5xx));
        scenario.Run(Minute, Outcome.Success);

        Assert.Equal((66L, 66L, 1.0), (scenario.Status.Good, scenario.Status.Events, scenario.Status.Coverage!.Value));
    }

    [Fact]
    public void An_agent_that_was_not_running_in_excluded_time_has_missed_nothing()
    {
        var scenario = Two();
        scenario.Run(30 * Minute, Outcome.Success);
        scenario.Exclude(TimeSpan.Zero, 60 * Minute);
        scenario.KillAndRestart(60 * Minute);
        scenario.Evaluate();
        Assert.Equal(1, scenario.Status.Coverage!.Value, 2);
        scenario.Run(30 * Minute, Outcome.Success);

        Assert.Equal(1, scenario.Status.Coverage!.Value, 2);
        Assert.DoesNotContain(scenario.Changes, incident => incident.AlertName == AlertLabels.Missing);
    }

    [Fact]
    public void What_was_announced_too_late_counts_and_says_so()
    {
        var scenario = Two();
        scenario.Run(10 * Minute, Outcome.Success);
        scenario.Judge.Exclude(
            [new ExcludedSpan("gold", "patching", [], scenario.Clock.Wall, scenario.Clock.Wall + 10 * Minute) { CountsBecause = "patching was announced too late" }],
            scenario.Clock);
        scenario.Run(5 * Minute, Outcome.Http5xx);
        Assert.Equal((90L, "patching was announced too late"), (scenario.Status.Events, scenario.Status.Note));
        Assert.NotEqual(ObjectiveStatusKind.Excluded, scenario.Status.Status);

        scenario.Run(6 * Minute, Outcome.Success);
        Assert.Null(scenario.Status.Note);
    }

    [Fact]
    public void Whatever_is_excluded_what_counted_and_what_did_not_add_up_to_the_time_that_passed() => Gen
        .Select(Gen.Select(Gen.Int[0, 3600], Gen.Int[1, 900]).Array[0, 6], Gen.Int[1, 358], Gen.Int[0, 900], Gen.Bool)
        .Sample((spans, killAt, downtime, isKilled) =>
        {
            var scenario = new Scenario(Configure(Agreement(Availability(0.9m, 20), TimeSpan.FromHours(3)), Inference(10)));
            var begin = scenario.Clock.Wall;
            bool IsExcluded(DateTimeOffset at) => spans.Any(span => at >= begin.AddSeconds(span.Item1) && at < begin.AddSeconds(span.Item1 + span.Item2));
            foreach (var (from, length) in spans)
            {
                scenario.Exclude(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(length));
            }

            var (counted, missing) = (0, TimeSpan.Zero);
            for (var i = 0; i < 360; i++)
            {
                counted += IsExcluded(scenario.Clock.Wall) ? 0 : 1;
                scenario.Run(TimeSpan.FromSeconds(10), Outcome.Success, TimeSpan.FromSeconds(10));
                if (isKilled && i == killAt)
                {
                    var down = TimeSpan.FromSeconds(downtime / 10 * 10);
                    missing = TimeSpan.FromSeconds(Enumerable.Range(0, (int)down.TotalSeconds).Count(s => !IsExcluded(scenario.Clock.Wall.AddSeconds(s))));
                    scenario.KillAndRestart(down);
                }
            }

            var elapsed = scenario.Clock.Wall - begin;
            var (covered, waived) = (scenario.Store.Sum(record => record.Covered.Ticks), scenario.Store.Sum(record => record.Waived.Ticks));
            Assert.Equal(counted, scenario.Status.Events);
            Assert.Equal(counted * TimeSpan.FromSeconds(10).Ticks, covered);
            var gap = elapsed - TimeSpan.FromTicks(covered + waived);
            Assert.InRange(gap, missing - TimeSpan.FromSeconds(isKilled ? 20 : 0), missing + TimeSpan.FromSeconds(isKilled ? 20 : 0));
        }, iter: 200);

    [Fact]
    public void A_kill_at_any_moment_of_an_exclusion_changes_nothing() => Gen.Select(Gen.Int[1, 119], Gen.Int[60, 1200]).Sample((killAt, length) =>
    {
        var (steady, killed) = (Two(), Two());
        Scenario[] both = [steady, killed];
        foreach (var scenario in both)
        {
            scenario.Exclude(5 * Minute, TimeSpan.FromSeconds(length));
        }

        for (var i = 0; i < 120; i++)
        {
            foreach (var scenario in both)
            {
                scenario.Run(TimeSpan.FromSeconds(10), i % 4 == 0 ? Outcome.Http5xx : Outcome.Success, TimeSpan.FromSeconds(10));
            }

            if (i == killAt)
            {
                killed.KillAndRestart();
            }
        }

        Assert.Equal(
            (steady.Status.Status, steady.Status.Reason, steady.Status.Good, steady.Status.Events, steady.Status.Coverage, steady.Status.ErrorBudgetRemaining),
            (killed.Status.Status, killed.Status.Reason, killed.Status.Good, killed.Status.Events, killed.Status.Coverage, killed.Status.ErrorBudgetRemaining));
        Assert.Equal(
            steady.Open.Select(incident => (incident.AlertName, incident.Objective, incident.StartedAt)).Order(),
            killed.Open.Select(incident => (incident.AlertName, incident.Objective, incident.StartedAt)).Order());
    }, iter: 40);
}
