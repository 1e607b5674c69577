using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Snapshots.ObjectiveStatusKind;
using static SlaAgent.Core.Tests.Objectives.Evaluations;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>From the scores of runs to a status.</summary>
public sealed class AccuracyObjectiveTests
{
    [Fact]
    public void A_score_that_reaches_the_goal_is_ok_and_proven_where_its_whole_interval_does()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.93);
        Assert.Equal((Ok, "met, not proven", false, 1980L), (evaluations.Status.Status, evaluations.Status.Reason, evaluations.Accuracy.IsProven, evaluations.Accuracy.NeededExamples));
        evaluations.Run(0.95);
        Assert.Equal((Ok, "proven", true), (evaluations.Status.Status, evaluations.Status.Reason, evaluations.Accuracy.IsProven));
        Assert.Equal((2, 2, null, null, 1.0), (evaluations.Status.Events, evaluations.Status.Good, evaluations.Status.Target, evaluations.Status.ErrorBudgetRemaining, evaluations.Status.Compliance));
        Assert.Empty(evaluations.Status.BurnRates);
    }

    [Fact]
    public void What_was_measured_is_shown_with_all_that_it_rests_on()
    {
        var evaluations = new Evaluations();
        var at = evaluations.Scenario.Clock.Wall;
        evaluations.Run(evaluations.Result(0.95) with { Drift = Drift(0.1), Comparison = new("2", 480, 3, 9, 0.146) });
        var (status, accuracy) = (evaluations.Status, evaluations.Accuracy);
        Assert.Equal(("accuracy", "probe", "golden", 0.93, 0.97), (status.Indicator, status.Source, status.Probe, Math.Round(status.Lower!.Value, 6), Math.Round(status.Upper!.Value, 6)));
        Assert.Equal(("recall", 0.92m, false, 0.95m, 0.95), (accuracy.Metric, accuracy.Goal, accuracy.IsAtMost, accuracy.Confidence, accuracy.Score));
        Assert.Equal((500L, 495L, 5L, 0L, at), (accuracy.Examples, accuracy.Scored, accuracy.Failed, accuracy.Unknown, accuracy.RunAt));
        Assert.Null(accuracy.NeededExamples);
        Assert.Equal((Hash, "3", Scenario.Beginning, 9L, 0.1), (accuracy.DataSetHash, accuracy.ModelVersion, accuracy.SeriesFrom, accuracy.Comparison!.OnlyNow, accuracy.Drift!.StabilityIndex));
    }

    [Fact]
    public void An_interval_that_straddles_the_goal_is_a_risk()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.91);
        Assert.Equal((AtRisk, "the interval does not tell whether the goal is met"), (evaluations.Status.Status, evaluations.Status.Reason));
        Assert.Equal((1, 1), (evaluations.Status.Events, evaluations.Status.Good));
    }

    [Fact]
    public void A_missed_goal_is_a_risk_until_another_run_confirms_it_and_then_a_breach()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        Assert.Equal((AtRisk, "missed in 1 of 2 runs", 1, 2), (evaluations.Status.Status, evaluations.Status.Reason, evaluations.Accuracy.Misses, evaluations.Accuracy.Confirm));
        evaluations.Run(0.85);
        Assert.Equal((Breached, "missed in 2 runs in a row"), (evaluations.Status.Status, evaluations.Status.Reason));
        Assert.Equal((2, 0, 0.0), (evaluations.Status.Events, evaluations.Status.Good, evaluations.Status.Compliance));
    }

    [Fact]
    public void A_run_that_straddles_between_two_misses_breaks_the_row()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.91);
        evaluations.Run(0.85);
        Assert.Equal((AtRisk, 1), (evaluations.Status.Status, evaluations.Accuracy.Misses));
    }

    [Fact]
    public void A_breach_lasts_until_a_run_meets_the_goal_and_a_straddling_one_does_not_end_it()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        evaluations.Run(0.91);
        Assert.Equal(Breached, evaluations.Status.Status);
        evaluations.Run(0.85);
        Assert.Equal(Breached, evaluations.Status.Status);
        evaluations.Run(0.92);
        Assert.Equal(Ok, evaluations.Status.Status);
        evaluations.Run(0.85);
        Assert.Equal(AtRisk, evaluations.Status.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void As_many_runs_make_a_breach_as_the_agreement_says(int confirm)
    {
        var evaluations = new Evaluations(Recall with { Confirm = confirm });
        for (var run = 1; run <= confirm; run++)
        {
            Assert.NotEqual(Breached, evaluations.Scenario.Snapshot is null ? Ok : evaluations.Status.Status);
            evaluations.Run(0.85);
        }

        Assert.Equal(Breached, evaluations.Status.Status);
    }

    [Fact]
    public void An_error_must_be_at_most_its_goal()
    {
        var evaluations = new Evaluations(Recall with { Goal = 0.3m, IsAtMost = true, Confirm = 1 });
        evaluations.Run(0.25);
        Assert.Equal((Ok, "proven"), (evaluations.Status.Status, evaluations.Status.Reason));
        evaluations.Run(0.31);
        Assert.Equal(AtRisk, evaluations.Status.Status);
        evaluations.Run(0.33);
        Assert.Equal(Breached, evaluations.Status.Status);
    }

    [Theory]
    [InlineData(AccuracyDecision.Point, 0.919, Breached)]
    [InlineData(AccuracyDecision.Point, 0.92, Ok)]
    [InlineData(AccuracyDecision.LowerBound, 0.93, Breached)]
    [InlineData(AccuracyDecision.LowerBound, 0.941, Ok)]
    [InlineData(AccuracyDecision.UpperBound, 0.89, Breached)]
    [InlineData(AccuracyDecision.UpperBound, 0.91, Ok)]
    public void Another_value_may_decide(AccuracyDecision decision, double value, ObjectiveStatusKind expected)
    {
        var evaluations = new Evaluations(Recall with { Decision = decision, Confirm = 1 });
        evaluations.Run(value);
        Assert.Equal(expected, evaluations.Status.Status);
    }

    [Fact]
    public void Drift_beyond_its_limit_and_beyond_chance_is_a_risk_and_never_a_breach()
    {
        var evaluations = new Evaluations();
        evaluations.Run(evaluations.Result(0.95) with { Drift = Drift(0.31, noise: 0.3) });
        Assert.Equal(Ok, evaluations.Status.Status);
        evaluations.Run(evaluations.Result(0.95) with { Drift = Drift(0.15) });
        Assert.Equal(Ok, evaluations.Status.Status);
        for (var run = 0; run < 5; run++)
        {
            evaluations.Run(evaluations.Result(0.95) with { Drift = Drift(0.27) });
            Assert.Equal((AtRisk, "predictions drift: population stability index 0.27, of which chance explains 0.05, limit 0.2"), (evaluations.Status.Status, evaluations.Status.Reason));
        }

        evaluations.Run(evaluations.Result(0.95) with { Drift = Drift(0.1) });
        Assert.Equal(Ok, evaluations.Status.Status);
    }

    [Fact]
    public void Drift_is_a_sign_where_the_score_says_nothing_too_and_none_where_it_is_not_looked_at()
    {
        var evaluations = new Evaluations(Recall with { Drift = new(null, 0.1) });
        evaluations.Run(evaluations.Result(null) with { Drift = Drift(0.9) with { JensenShannon = 0.2 } });
        Assert.Equal(AtRisk, evaluations.Status.Status);
        evaluations = new Evaluations(Recall with { Drift = null });
        evaluations.Run(evaluations.Result(0.95) with { Drift = Drift(0.9) });
        Assert.Equal(Ok, evaluations.Status.Status);
    }

    internal static PredictionDrift Drift(double index, double noise = 0.05) => new(Scenario.Beginning, index, noise, null, 0.02, 500, 500);
}
