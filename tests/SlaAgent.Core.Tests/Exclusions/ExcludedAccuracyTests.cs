using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Tests.Objectives;

namespace SlaAgent.Core.Tests.Exclusions;

/// <summary>A model that is trained again is not held to its promise meanwhile.</summary>
public sealed class ExcludedAccuracyTests
{
    private static Evaluations Met()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Run(0.95);
        Assert.Equal(ObjectiveStatusKind.Ok, evaluations.Status.Status);
        return evaluations;
    }

    [Fact]
    public void Runs_in_excluded_time_say_nothing_and_none_of_them_is_missed()
    {
        var evaluations = Met();
        evaluations.Scenario.Exclude(TimeSpan.Zero, 3 * Evaluations.Day);
        evaluations.Run(0.5);
        Assert.Equal((ObjectiveStatusKind.Excluded, "patching until 2026-03-07 12:00:00Z (planned)"), (evaluations.Status.Status, evaluations.Status.Reason));
        evaluations.Run(0.5);
        evaluations.Void("excluded: patching");
        Assert.Empty(evaluations.Open);
        Assert.Equal((2L, 2L), (evaluations.Status.Good, evaluations.Status.Events));

        evaluations.Run(0.95);
        Assert.Equal((ObjectiveStatusKind.Ok, 3L, 3L), (evaluations.Status.Status, evaluations.Status.Good, evaluations.Status.Events));
        Assert.DoesNotContain(evaluations.Scenario.Changes, incident => incident.Agreement is not null);
    }

    [Fact]
    public void What_was_excluded_stays_so_after_a_restart_without_the_exclusion()
    {
        var evaluations = Met();
        evaluations.Scenario.Exclude(TimeSpan.Zero, 2 * Evaluations.Day);
        evaluations.Run(0.5);
        evaluations.Run(0.5);
        Assert.Equal(["gold/accuracy"], evaluations.Scenario.Snapshot.Evaluations[0].Excluded);
        evaluations.Scenario.Spans.Clear();
        evaluations.Scenario.KillAndRestart();
        evaluations.Scenario.Evaluate();

        Assert.Empty(evaluations.Open);
        Assert.Equal((2L, 2L), (evaluations.Status.Good, evaluations.Status.Events));
    }

    [Fact]
    public void A_breach_is_not_over_because_its_time_does_not_count()
    {
        var evaluations = Met();
        evaluations.Run(0.5);
        evaluations.Run(0.5);
        Assert.Contains("SlaBreached", evaluations.Open);
        evaluations.Scenario.Exclude(TimeSpan.Zero, 2 * Evaluations.Day);
        evaluations.Run(0.95);
        Assert.Contains("SlaBreached", evaluations.Open);
        Assert.Equal(ObjectiveStatusKind.Breached, evaluations.Status.Status);
        Assert.Equal(["accuracy"], evaluations.Scenario.Snapshot.Excluded.Select(excluded => excluded.Objective));
    }

    [Fact]
    public void A_pause_is_one_of_accuracy_where_nothing_else_is_said()
    {
        var evaluations = Met();
        var pause = evaluations.Scenario.Judge.Pause(new PauseRequest("gold", [], false, "ann", "retraining v4", TimeSpan.FromHours(12), null), evaluations.Scenario.Clock).Pause!;
        Assert.Equal(["accuracy"], pause.Objectives);
        evaluations.Observe(evaluations.Result(0.5));
        Assert.Equal((ObjectiveStatusKind.Excluded, "retraining v4 until 2026-03-05 00:00:00Z (paused by ann)"), (evaluations.Status.Status, evaluations.Status.Reason));
        evaluations.Scenario.Judge.Resume(pause.Id, "ann", evaluations.Scenario.Clock);
        evaluations.Pass(Evaluations.Day);
        Assert.Equal((ObjectiveStatusKind.Ok, 2L), (evaluations.Status.Status, evaluations.Status.Events));
    }

    [Fact]
    public void An_exclusion_that_was_announced_too_late_says_so()
    {
        var evaluations = Met();
        evaluations.Scenario.Judge.Exclude(
            [new ExcludedSpan("gold", "retraining", [], evaluations.Scenario.Clock.Wall, evaluations.Scenario.Clock.Wall + Evaluations.Day) { CountsBecause = "retraining was announced too late" }],
            evaluations.Scenario.Clock);
        evaluations.Observe(evaluations.Result(0.5));
        Assert.Equal((3L, "retraining was announced too late"), (evaluations.Status.Events, evaluations.Status.Note));
    }
}
