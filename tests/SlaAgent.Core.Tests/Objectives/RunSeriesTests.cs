using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Snapshots.ObjectiveStatusKind;
using static SlaAgent.Core.Tests.Objectives.Evaluations;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>Which runs are taken together: of one version of the model, of one question, and of different evidence.</summary>
public sealed class RunSeriesTests
{
    private static readonly FeedbackSettings Feedback = new() { Task = EvaluationTask.Binary, Positive = "0" };

    [Fact]
    public void A_new_version_begins_to_be_confirmed_anew()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.SeriesFrom = evaluations.Scenario.Clock.Wall;
        evaluations.Run(evaluations.Result(0.85) with { ModelVersion = "4", Comparison = new("3", 490, 2, 1, 1) });
        Assert.Equal((AtRisk, 1, "4"), (evaluations.Status.Status, evaluations.Accuracy.Misses, evaluations.Accuracy.ModelVersion));
        evaluations.Run(0.85);
        Assert.Equal((Breached, "3"), (evaluations.Status.Status, evaluations.Accuracy.Comparison!.VersionBefore));
    }

    [Fact]
    public void A_breach_goes_on_over_a_new_version_until_that_meets_the_goal()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        evaluations.SeriesFrom = evaluations.Scenario.Clock.Wall;
        evaluations.Run(0.91);
        Assert.Equal(Breached, evaluations.Status.Status);
        evaluations.Run(0.93);
        Assert.Equal(Ok, evaluations.Status.Status);
    }

    [Fact]
    public void A_changed_goal_judges_the_runs_that_are_known_again_and_moves_incidents_at_once()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        Assert.Equal(["SlaBreached"], evaluations.Open);
        evaluations.Reload(Configure(Recall with { Goal = 0.84m }));
        Assert.Equal((Ok, 2, 2), (evaluations.Status.Status, evaluations.Status.Events, evaluations.Status.Good));
        Assert.Empty(evaluations.Open);
        evaluations.Reload(Configure(Recall with { Goal = 0.9m }));
        Assert.Equal((Breached, 2, 0), (evaluations.Status.Status, evaluations.Status.Events, evaluations.Status.Good));
        Assert.Equal(["SlaBreached"], evaluations.Open);
        Assert.Equal(2, evaluations.Status.TotalEvents);
    }

    [Fact]
    public void Another_score_is_judged_by_the_runs_that_are_known_and_another_question_is_not()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Reload(Configure(Recall with { Metric = "accuracy", Goal = 0.7m }));
        Assert.Equal((AtRisk, 1), (evaluations.Status.Status, evaluations.Status.Events));
        evaluations.Reload(Configure(Recall, probe: Golden with { DataSet = Golden.DataSet with { File = "/data/other.csv" } }));
        Assert.Equal((Unknown, 0), (evaluations.Status.Status, evaluations.Status.Events));
        Assert.Single(evaluations.Scenario.Snapshot.Evaluations);
        evaluations.Reload(Configure(Recall));
        Assert.Equal((Ok, 1), (evaluations.Status.Status, evaluations.Status.Events));
    }

    [Fact]
    public void Another_cadence_keeps_the_runs()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        var breach = evaluations.Incident("SlaBreached");
        evaluations.Reload(Configure(Recall, probe: Golden with { Schedule = new RunSchedule.Every(TimeSpan.FromHours(12)), Concurrency = 4, MaxErrors = 0.1m }));
        Assert.Equal((Breached, 2), (evaluations.Status.Status, evaluations.Status.Events));
        Assert.Equal(breach, evaluations.Incident("SlaBreached"));
    }

    [Fact]
    public void Feedback_is_confirmed_by_new_labels_only()
    {
        var evaluations = new Evaluations(Recall with { Probe = null }, feedback: Feedback);
        void Look(double value, long newLabels)
        {
            var result = evaluations.Result(value) with { Probe = EvaluationResult.OfFeedback, DataSetHash = "", Examples = 1000, Scored = 400, Unknown = 600, NewLabels = newLabels, Duration = default };
            evaluations.Observe(result);
            evaluations.Pass(TimeSpan.FromHours(1));
        }

        Look(0.85, 400);
        for (var hour = 0; hour < 19; hour++)
        {
            Look(0.85, 10);
            Assert.Equal((AtRisk, "missed in 1 of 2 runs"), (evaluations.Status.Status, evaluations.Status.Reason));
        }

        Look(0.85, 10);
        Assert.Equal((Breached, "feedback", null), (evaluations.Status.Status, evaluations.Status.Source, evaluations.Status.Probe));
        Look(0.95, 10);
        Assert.Equal((Ok, null), (evaluations.Status.Status, evaluations.Accuracy.DataSetHash));
    }

    [Fact]
    public void Feedback_with_too_few_labels_says_nothing()
    {
        var evaluations = new Evaluations(Recall with { Probe = null, MinimumLabelled = 0.5m }, feedback: Feedback);
        evaluations.Observe(evaluations.Result(0.95) with { Probe = EvaluationResult.OfFeedback, DataSetHash = "", Examples = 1000, Scored = 400, Failed = 0, Unknown = 600 });
        Assert.Equal((Unknown, "400 of 1000 predictions have a label, 50% of them are needed"), (evaluations.Status.Status, evaluations.Status.Reason));
    }
}
