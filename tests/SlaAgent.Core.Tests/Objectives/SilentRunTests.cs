using SlaAgent.Core.Contracts;
using static SlaAgent.Core.Snapshots.ObjectiveStatusKind;
using static SlaAgent.Core.Tests.Objectives.Evaluations;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>Runs that say nothing of the score, and runs that do not come.</summary>
public sealed class SilentRunTests
{
    [Fact]
    public void Before_the_first_run_nothing_is_known()
    {
        var evaluations = new Evaluations();
        evaluations.Scenario.Evaluate();
        Assert.Equal((Unknown, "no run has counted yet"), (evaluations.Status.Status, evaluations.Status.Reason));
        Assert.Null(evaluations.Accuracy.Score ?? evaluations.Status.Coverage);
    }

    [Fact]
    public void A_void_run_is_no_event_is_shown_and_lowers_coverage()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Run(0.95);
        Assert.Equal(1, evaluations.Status.Coverage);
        evaluations.Void();
        evaluations.Run(0.95);
        Assert.Equal((3, 0.75), (evaluations.Status.Events, evaluations.Status.Coverage));
        Assert.Null(evaluations.Status.Note);
        evaluations.Void("31 of 500 requests failed");
        Assert.Equal((Ok, 3, 0.6), (evaluations.Status.Status, evaluations.Status.Events, evaluations.Status.Coverage));
        Assert.Equal(("the last run says nothing: 31 of 500 requests failed", "31 of 500 requests failed"), (evaluations.Status.Note, evaluations.Accuracy.Silence));
        Assert.Equal(0.95, evaluations.Accuracy.Score);
    }

    [Fact]
    public void Without_a_run_that_counts_in_two_cadences_nothing_is_known_any_more()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Void();
        Assert.Equal(Ok, evaluations.Status.Status);
        evaluations.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal((Unknown, "no run has counted for 2d30m"), (evaluations.Status.Status, evaluations.Status.Reason));
        evaluations.Run(0.95);
        Assert.Equal(Ok, evaluations.Status.Status);
    }

    [Fact]
    public void A_risk_from_long_ago_is_none_any_more()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.91);
        evaluations.Pass(Day * 3);
        Assert.Equal(Unknown, evaluations.Status.Status);
    }

    [Fact]
    public void Void_runs_between_two_misses_do_not_break_the_row_and_end_no_breach()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Void();
        evaluations.Run(0.85);
        Assert.Equal(Breached, evaluations.Status.Status);
        for (var run = 0; run < 4; run++)
        {
            evaluations.Void();
        }

        Assert.Equal(Breached, evaluations.Status.Status);
    }

    [Fact]
    public void Too_few_examples_decide_nothing()
    {
        var evaluations = new Evaluations(minimum: 496);
        evaluations.Run(0.5);
        evaluations.Run(0.5);
        Assert.Equal((Unknown, "collecting 495/496 examples", 0), (evaluations.Status.Status, evaluations.Status.Reason, evaluations.Status.Events));
    }

    [Fact]
    public void A_score_that_is_not_defined_is_unknown_and_not_zero()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Run((double?)null);
        Assert.Equal((Unknown, "recall is not defined: no example is positive", 1), (evaluations.Status.Status, evaluations.Status.Reason, evaluations.Status.Events));
        evaluations.Run(evaluations.Result(0.5) with { Scores = [] });
        Assert.Equal((Unknown, "the run has no recall with a confidence of 95%"), (evaluations.Status.Status, evaluations.Status.Reason));
    }

    [Fact]
    public void Time_that_does_not_count_is_excluded_and_its_runs_are_no_events()
    {
        var evaluations = new Evaluations(context: new JudgeContext(AgentPosition.Sidecar));
        evaluations.Observe(evaluations.Result(0.5) with { Duration = TimeSpan.FromMinutes(1) });
        Assert.Equal((Excluded, "starting", 0), (evaluations.Status.Status, evaluations.Status.Reason, evaluations.Status.Events));
        Assert.Equal("starting", Assert.Single(evaluations.Scenario.Evaluations).Waived);
        evaluations.Pass(Day);
        Assert.Equal((Unknown, "no run has counted yet"), (evaluations.Status.Status, evaluations.Status.Reason));
        evaluations.Run(0.95);
        evaluations.Run(0.95);
        Assert.Equal((Ok, 2, 1.0), (evaluations.Status.Status, evaluations.Status.Events, Math.Round(evaluations.Status.Coverage!.Value, 2)));
    }

    [Fact]
    public void A_run_of_a_drain_that_was_confirmed_does_not_count_and_of_one_that_was_not_does()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Scenario.Judge.BeginDrain(null, evaluations.Scenario.Clock);
        evaluations.Scenario.Judge.Observe(evaluations.Result(0.5));
        evaluations.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((Excluded, 1), (evaluations.Status.Status, evaluations.Status.Events));
        Assert.Single(evaluations.Scenario.Held);
        evaluations.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal((AtRisk, 2), (evaluations.Status.Status, evaluations.Status.Events));
        Assert.Empty(evaluations.Scenario.Held);
        Assert.Equal(2, evaluations.Scenario.Evaluations.Count);
    }

    [Fact]
    public void A_run_that_comes_twice_is_one()
    {
        var evaluations = new Evaluations();
        var result = evaluations.Result(0.85);
        evaluations.Observe(result);
        evaluations.Observe(result);
        Assert.Equal((AtRisk, 1, 1), (evaluations.Status.Status, evaluations.Status.Events, evaluations.Status.TotalEvents));
        Assert.Single(evaluations.Scenario.Evaluations);
    }

    [Fact]
    public void A_run_that_comes_late_is_judged_in_its_place()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        var late = evaluations.Result(0.95);
        evaluations.Pass(Day);
        evaluations.Run(0.85);
        Assert.Equal(Breached, evaluations.Status.Status);
        evaluations.Observe(late);
        Assert.Equal((AtRisk, 1), (evaluations.Status.Status, evaluations.Accuracy.Misses));
    }
}
