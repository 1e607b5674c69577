using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using static SlaAgent.Core.Tests.Accuracy.Examples;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>A score that has no value says why, and is never 0.</summary>
public sealed class UndefinedScoreTests
{
    [Theory]
    [InlineData(ScoreName.Precision, "no example was predicted positive")]
    [InlineData(ScoreName.PrecisionMacro, "no example was predicted 1")]
    [InlineData(ScoreName.PrecisionWeighted, "no example was predicted 1")]
    [InlineData(ScoreName.Mcc, "all examples were predicted the same")]
    [InlineData(ScoreName.RocAuc, "20 of 20 answers had no score")]
    [InlineData(ScoreName.Brier, "20 of 20 answers had no score")]
    [InlineData(ScoreName.MeanAbsoluteError, "mae is no score of this task")]
    [InlineData("accuracies", "accuracies is no score")]
    public void Where_nothing_is_predicted_positive(string metric, string reason) => IsUndefined(Predicted("0", metric, ["1", "0"]), reason);

    [Theory]
    [InlineData(ScoreName.Recall, "no example is positive")]
    [InlineData(ScoreName.F1, "no example is positive, and none was predicted so")]
    [InlineData(ScoreName.Mcc, "all examples have the same label")]
    [InlineData(ScoreName.CohenKappa, "all examples have the same label, and were predicted so")]
    public void Where_there_is_one_class_only(string metric, string reason) => IsUndefined(Predicted("0", metric, ["0"]), reason);

    [Theory]
    [InlineData(ScoreName.RocAuc, "0", "no example is positive")]
    [InlineData(ScoreName.AveragePrecision, "0", "no example is positive")]
    [InlineData(ScoreName.RocAuc, "1", "all examples are positive")]
    public void Where_scores_have_nothing_to_tell_apart(string metric, string label, string reason) =>
        IsUndefined(Of(EvaluationTask.Binary, Times(20, (label, (string?)"0", (double?)0.25)), metric), reason);

    [Theory]
    [InlineData(ScoreName.LogLoss)]
    [InlineData(ScoreName.Brier)]
    public void Where_scores_are_no_probabilities(string metric)
    {
        var examples = Times(10, ("1", (string?)"1", (double?)3.5)).Concat(Times(10, ("0", (string?)"0", (double?)-2)));
        IsUndefined(Of(EvaluationTask.Binary, examples, metric), "the scores are no probabilities: some are outside 0 to 1");
        Assert.Equal(1, Only(Of(EvaluationTask.Binary, examples, ScoreName.RocAuc)).Value);
    }

    [Fact]
    public void Where_no_class_is_called_positive()
    {
        var rules = new ScoringRules { Task = EvaluationTask.Classification, Wanted = [new ScoreRequest(ScoreName.Recall, 0.95m)] };
        IsUndefined(Of(rules, [("a", "a", null)]), "no class is called positive");
    }

    [Fact]
    public void Where_nothing_was_answered() => IsUndefined(Classes([], ScoreName.Accuracy), "no example has a prediction");

    [Theory]
    [InlineData(ScoreName.R2, "2", "all labels are the same")]
    [InlineData(ScoreName.MeanAbsolutePercentageError, "0", "12 of 12 labels are 0, and no error is relative to that")]
    [InlineData(ScoreName.MeanSquaredError, "1e300", "the score is no finite number")]
    public void Where_numbers_leave_no_value(string metric, string label, string reason) =>
        IsUndefined(Of(EvaluationTask.Regression, Times(12, (label, (string?)"1", (double?)null)), metric), reason);

    [Fact]
    public void Where_labels_are_no_classes()
    {
        var items = EvaluationItems.For(new ScoringRules { Task = EvaluationTask.Classification, Wanted = [new ScoreRequest(ScoreName.Accuracy, 0.95m)] });
        for (var i = 0; i < EvaluationItems.MostClasses; i++)
        {
            Assert.Null(items.Add(i, $"label {i}", "x"));
        }

        Assert.Equal("more than 1,000 different labels: these are no classes", items.Add(5000, "one more", "x"));
        Assert.Null(items.Add(5001, "label 3", "label 3"));
        IsUndefined(items, "more than 1,000 different labels: these are no classes");
    }

    [Theory]
    [InlineData(EvaluationTask.Classification, "a", null, "the answer has no prediction")]
    [InlineData(EvaluationTask.Regression, "1", null, "the answer has no prediction")]
    [InlineData(EvaluationTask.Regression, "1", "one", "the prediction is not a number")]
    [InlineData(EvaluationTask.Regression, "1", "NaN", "the prediction is not a number")]
    [InlineData(EvaluationTask.Regression, "x", "1", "the label is not a number")]
    [InlineData(EvaluationTask.Generation, "x", null, "the answer has no prediction")]
    public void An_answer_that_cannot_be_used_says_why(EvaluationTask task, string label, string? prediction, string reason)
    {
        var items = Of(task, []);
        Assert.Equal(reason, items.Add(0, label, prediction));
        Assert.Equal(0, items.Count);
    }

    [Theory]
    [InlineData(ScoreName.NumericMatch, "many", "the label is not a number")]
    [InlineData(ScoreName.JsonEqual, "{", "the label is not JSON")]
    [InlineData(ScoreName.RegexMatch, "(", "the label is not a regular expression")]
    [InlineData(ScoreName.RegexMatch, @"(a)\1", "the label is not a regular expression")]
    [InlineData(ScoreName.Contains, " ", "the label is empty, and every text contains that")]
    public void A_label_that_nothing_can_match_says_so(string metric, string label, string reason)
    {
        Assert.Equal(reason, Texts([], metric).Add(0, label, "text"));
        Assert.Equal(reason, Texts([], metric).LabelFault(label));
        Assert.Null(Texts([], metric).LabelFault("1"));
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused() =>
        Assert.Equal("the score is not a finite number", Of(EvaluationTask.Binary, []).Add(0, "1", "1", double.NaN));

    [Fact]
    public void The_same_example_twice_is_a_mistake_of_ours()
    {
        var items = Classes([("a", "a"), ("b", "b")], ScoreName.Accuracy);
        Assert.Null(items.Add(1, "b", "b"));
        Assert.Throws<InvalidOperationException>(() => ScoreBook.Of(items));
    }

    private static EvaluationItems Predicted(string prediction, string metric, string[] labels) =>
        Classes(Enumerable.Range(0, 20).Select(i => (labels[i % labels.Length], prediction)), metric);

    private static void IsUndefined(EvaluationItems items, string reason)
    {
        var score = Only(items);
        Assert.Null(score.Value);
        Assert.Null(score.Lower);
        Assert.Null(score.Upper);
        Assert.Null(score.Method);
        Assert.Equal(reason, score.Reason);
    }
}
