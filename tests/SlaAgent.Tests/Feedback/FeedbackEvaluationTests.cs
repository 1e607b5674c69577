using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Feedback;

namespace SlaAgent.Tests.Feedback;

public sealed class FeedbackEvaluationTests
{
    [Fact]
    public async Task A_look_scores_what_has_a_label_and_counts_what_has_none()
    {
        using var bench = new FeedbackBench();
        bench.Objectives = [new() { Probe = null, Metric = "recall", Goal = 0.9m, Confidence = 0.99m }];
        await bench.WriteAsync([.. Enumerable.Range(0, 5000).Select(id => FeedbackBench.Predicted(id, id % 10 == 0 ? "0" : "1"))]);
        await bench.WriteAsync([.. Enumerable.Range(0, 4500).Select(id => FeedbackBench.Labelled(id, "1"))]);

        var result = await bench.LookAsync();

        Assert.Equal((EvaluationResult.OfFeedback, "", null), (result.Probe, result.DataSetHash, result.Void));
        Assert.Equal((5000, 4500, 500, 0, 4500), (result.Examples, result.Scored, result.Unknown, result.Failed, result.NewLabels));
        var recall = result.Scores.Where(score => score.Metric == "recall").ToList();
        Assert.Equal([0.99m, 0.95m], recall.Select(score => score.Confidence));
        Assert.All(recall, score => Assert.Equal((0.9, 4050, 4500), (score.Value, score.Good, score.Of)));
        Assert.Null(result.Scores.First(score => score.Metric == "roc_auc").Value);
    }

    [Fact]
    public async Task The_window_is_that_of_the_predictions_times()
    {
        using var bench = new FeedbackBench();
        await bench.WriteAsync(
            FeedbackBench.Predicted(1, "1", (24 * 60) + 1),
            FeedbackBench.Predicted(2, "1", 24 * 60),
            FeedbackBench.Predicted(3, "1", 1),
            FeedbackBench.Predicted(4, "1", 0));

        Assert.Equal(2, (await bench.LookAsync()).Examples);
        Assert.Equal(2, (await bench.LookAsync(FeedbackBench.Noon.AddMinutes(1))).Examples);
    }

    [Fact]
    public async Task Labels_are_new_once_whatever_is_restarted_and_corrected_ones_again()
    {
        using var bench = new FeedbackBench();
        await bench.WriteAsync([.. Enumerable.Range(0, 10).Select(id => FeedbackBench.Predicted(id, "1")), .. Enumerable.Range(0, 10).Select(id => FeedbackBench.Labelled(id, "1"))]);

        Assert.Equal(10, (await bench.LookAsync()).NewLabels);
        bench.Close();
        Assert.Equal(0, (await bench.LookAsync()).NewLabels);
        await bench.WriteAsync(FeedbackBench.Labelled(3, "0"), FeedbackBench.Labelled(4, "1"));
        Assert.Equal(1, (await bench.LookAsync()).NewLabels);
    }

    [Fact]
    public async Task A_window_without_predictions_is_void_and_one_without_labels_has_no_scores()
    {
        using var bench = new FeedbackBench();
        Assert.Equal("no prediction in the window", (await bench.LookAsync()).Void);
        await bench.WriteAsync(FeedbackBench.Predicted(1, "1"));

        var result = await bench.LookAsync();
        Assert.Null(result.Void);
        Assert.NotEmpty(result.Scores);
        Assert.All(result.Scores, score => Assert.Equal((null, "no prediction has a label yet"), (score.Value, score.Reason)));
    }

    [Fact]
    public async Task A_series_lasts_over_restarts_and_another_question_begins_another()
    {
        using var bench = new FeedbackBench();
        var first = (await bench.LookAsync()).SeriesFrom;
        bench.Close();
        Assert.Equal(first, (await bench.LookAsync(FeedbackBench.Noon.AddHours(1))).SeriesFrom);
        bench.Settings = bench.Settings with { Positive = "0" };
        Assert.Equal(FeedbackBench.Noon.AddHours(2), (await bench.LookAsync(FeedbackBench.Noon.AddHours(2))).SeriesFrom);
    }

    [Fact]
    public async Task Drift_is_measured_against_the_first_full_window_with_labels_or_without()
    {
        using var bench = new FeedbackBench();
        await bench.WriteAsync([.. Enumerable.Range(0, 1000).Select(id => FeedbackBench.Predicted(id, id % 2 == 0 ? "1" : "0", id))]);
        Assert.Null((await bench.LookAsync()).Drift);
        var later = FeedbackBench.Noon;
        bench.Settings = bench.Settings with { Window = TimeSpan.FromMinutes(1000), Interval = TimeSpan.FromMinutes(10) };
        Assert.Null((await bench.LookAsync(later)).Drift);

        bench.Close();
        var same = await bench.LookAsync(later.AddMinutes(1));
        Assert.True(same.Drift!.StabilityIndex < same.Drift.StabilityNoise);
        Assert.Equal(later, same.Drift.ReferenceAt);
        await bench.WriteAsync([.. Enumerable.Range(2000, 3000).Select(id => FeedbackBench.Predicted(id, "1", 5))]);
        var shifted = await bench.LookAsync(later);
        Assert.True(shifted.Drift!.StabilityIndex - shifted.Drift.StabilityNoise > DriftLimits.Default.StabilityIndex);
        Assert.Equal((999, 3999), (shifted.Drift.ReferenceExamples, shifted.Drift.Examples));
    }

    [Fact]
    public async Task A_regression_and_texts_are_scored_too()
    {
        using var bench = new FeedbackBench();
        bench.Settings = bench.Settings with { Task = EvaluationTask.Regression, Positive = null };
        await bench.WriteAsync(FeedbackBench.Predicted(1, "1.5"), FeedbackBench.Labelled(1, "1"), FeedbackBench.Predicted(2, "2"), FeedbackBench.Labelled(2, "3"));
        Assert.Equal(0.75, (await bench.LookAsync()).Scores.First(score => score.Metric == "mae").Value);

        bench.Settings = bench.Settings with { Task = EvaluationTask.Generation };
        Assert.Equal(0.0, (await bench.LookAsync()).Scores.First(score => score.Metric == "exact_match").Value);
    }

    [Theory]
    [InlineData(2, "future")]
    [InlineData(-60 * 25, "longer ago than the window")]
    public void Times_that_no_look_would_see_are_refused(int minutes, string reason)
    {
        using var bench = new FeedbackBench();
        Assert.Contains(reason, FeedbackCheck.Problem(FeedbackBench.Predicted(1, "1", -minutes), bench.Settings, FeedbackBench.Noon), StringComparison.Ordinal);
    }
}
