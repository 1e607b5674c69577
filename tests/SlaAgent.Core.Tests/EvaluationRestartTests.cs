using CsCheck;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Tests.Objectives;
using static SlaAgent.Core.Tests.Objectives.Evaluations;

namespace SlaAgent.Core.Tests;

/// <summary>Objectives on accuracy over a restart: what the ledger has is judged as if the agent had never stopped.</summary>
public sealed class EvaluationRestartTests
{
    private static readonly double?[] Values = [0.95, 0.93, 0.91, 0.85, 0.85, 0.85, null];

    private static readonly Gen<(double? Value, bool IsVoid, bool IsNewSeries, double Drift)[]> Runs =
        Gen.Select(Gen.Int[0, 6].Select(i => Values[i]), Gen.Int[0, 5].Select(i => i == 0), Gen.Int[0, 9].Select(i => i == 0), Gen.Double[0, 0.3]).Array[1, 15];

    [Fact]
    public void A_kill_after_any_run_changes_no_verdict_and_no_incident() => Gen.Select(Runs, Gen.Int[0, 14]).Sample((runs, killAfter) =>
    {
        var (steady, killed) = (new Evaluations(), new Evaluations());
        for (var i = 0; i < runs.Length; i++)
        {
            Take(steady, runs[i]);
            Take(killed, runs[i]);
            if (i == killAfter)
            {
                killed.Scenario.KillAndRestart();
                killed.Scenario.Evaluate();
            }

            Assert.Equal(Comparable(steady), Comparable(killed));
        }
    }, iter: 300);

    [Fact]
    public void A_kill_between_a_run_and_its_incident_only_delays_the_incident()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        var first = evaluations.Incident("SlaAccuracyAtRisk").StartedAt;
        evaluations.Scenario.Judge.Observe(evaluations.Result(0.85));
        evaluations.Scenario.MakeDurable();
        evaluations.Scenario.KillAndRestart();
        evaluations.Scenario.Evaluate();
        Assert.Equal(["SlaBreached"], evaluations.Open);
        Assert.Equal(first, evaluations.Incident("SlaBreached").StartedAt);
        evaluations.Scenario.Judge.Observe(evaluations.Result(0.95) with { ScheduledAt = evaluations.Scenario.Now + Day });
        evaluations.Scenario.MakeDurable();
        evaluations.Scenario.KillAndRestart(Day);
        evaluations.Scenario.Evaluate();
        Assert.Empty(evaluations.Open);
    }

    [Fact]
    public void A_breach_of_which_no_run_is_known_any_more_goes_on_until_a_run_meets_the_goal()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        evaluations.Scenario.Evaluations.Clear();
        evaluations.Scenario.KillAndRestart();
        evaluations.Scenario.Evaluate();
        Assert.Equal((ObjectiveStatusKind.Breached, "no run has met the goal since it was missed"), (evaluations.Status.Status, evaluations.Status.Reason));
        evaluations.Run(0.91);
        Assert.Contains("SlaBreached", evaluations.Open);
        evaluations.Run(0.95);
        Assert.Empty(evaluations.Open);
    }

    [Fact]
    public void A_run_that_is_handed_over_again_after_a_restart_is_known()
    {
        var evaluations = new Evaluations();
        var result = evaluations.Result(0.85);
        evaluations.Observe(result);
        evaluations.Scenario.WallOffset += TimeSpan.FromMilliseconds(40);
        evaluations.Scenario.KillAndRestart();
        Assert.True(evaluations.Scenario.Judge.Observe(result));
        evaluations.Scenario.Evaluate();
        Assert.Equal((1, 1), (evaluations.Status.Events, evaluations.Scenario.Evaluations.Count));
    }

    [Fact]
    public void Runs_of_a_time_to_come_count_as_the_last_ones_where_the_clock_was_set_back()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        var next = new Evaluations();
        next.Scenario.Judge.Restore(evaluations.Scenario.Past(), next.Scenario.Clock);
        next.Scenario.Evaluate();
        Assert.Equal((ObjectiveStatusKind.Breached, 2), (next.Status.Status, next.Status.Events));
        next.Pass(TimeSpan.FromHours(1));
        next.Run(0.95);
        Assert.Equal(ObjectiveStatusKind.Ok, next.Status.Status);
    }

    [Fact]
    public void What_is_remembered_is_bounded_and_the_last_run_that_was_not_void_is_always_shown()
    {
        var evaluations = new Evaluations();
        evaluations.Observe(evaluations.Result(0.95));
        for (var run = 0; run < 2100; run++)
        {
            evaluations.Scenario.Now += TimeSpan.FromMinutes(1);
            evaluations.Scenario.Judge.Observe(evaluations.Result(null) with { Void = "stopped", Scores = [] });
            if (run is 60 or 1990)
            {
                Assert.Equal(0.95, evaluations.Scenario.Evaluate().Evaluations[^1].Result.Scores[1].Value);
            }
        }

        Assert.Equal(50, evaluations.Scenario.Evaluate().Evaluations.Count);
        Assert.Equal(2101, evaluations.Scenario.Evaluations.Count);
    }

    private static void Take(Evaluations evaluations, (double? Value, bool IsVoid, bool IsNewSeries, double Drift) run)
    {
        if (run.IsNewSeries)
        {
            evaluations.SeriesFrom = evaluations.Scenario.Clock.Wall;
        }

        var result = evaluations.Result(run.Value) with { Drift = AccuracyObjectiveTests.Drift(run.Drift) };
        evaluations.Run(run.IsVoid ? result with { Void = "too many failed", Scores = [] } : result);
    }

    private static object Comparable(Evaluations evaluations) => (
        evaluations.Status with { TotalEvents = 0, TotalGood = 0 },
        string.Join(';', evaluations.Scenario.Open.Select(incident => (incident.Id, incident.StartedAt)).Order()));
}
