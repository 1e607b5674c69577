using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using static SlaAgent.Core.Tests.Accuracy.Examples;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class ClassItemsTests
{
    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("1", "1.00", true)]
    [InlineData("-0", "0", true)]
    [InlineData("-1.50", "-1.5", true)]
    [InlineData("12345678901234567890", "12345678901234567890.0", true)]
    [InlineData("1", "01", false)]
    [InlineData("1", "1e0", false)]
    [InlineData("1", "1.", false)]
    [InlineData("1.2.3", "1.2.30", false)]
    [InlineData("yes", "Yes", false)]
    [InlineData("yes", "yes ", false)]
    [InlineData("", "0", false)]
    [InlineData("-", "0", false)]
    public void Numbers_of_the_same_value_name_the_same_class(string label, string prediction, bool isSame) =>
        Assert.Equal(isSame ? 1 : 0, Only(Classes([(label, prediction)], ScoreName.Accuracy)).Good);

    [Fact]
    public void An_answer_that_is_no_class_is_wrong_and_belongs_to_no_mean()
    {
        // Two classes of ten; one of each is answered with something of its own.
        var examples = Times(9, ("a", "a")).Append(("a", "I do not know")).Concat(Times(9, ("b", "b"))).Append(("b", "b, I think"));
        string[] metrics = [ScoreName.Accuracy, ScoreName.RecallMacro, ScoreName.PrecisionMacro, ScoreName.F1Macro];
        double[] expected = [0.9, 0.9, 1, 18 / 19.0];
        Assert.All(ScoreBook.Of(Classes(examples, metrics)).Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Value!.Value, 12));
    }

    [Fact]
    public void A_negative_example_answered_with_neither_class_is_wrong()
    {
        var scores = ScoreBook.Of(Of(EvaluationTask.Binary, [("1", "1", null), ("0", "maybe", null), ("0", "0", null), ("1", "maybe", null)], ScoreName.Accuracy, ScoreName.Precision, ScoreName.Recall));
        Assert.Equal([(2, 4), (1, 1), (1, 2)], scores.Select(score => ((int)score.Good!, (int)score.Of!)));
    }

    [Fact]
    public void Positive_predictions_count_where_no_example_is_positive() =>
        Assert.Equal((0, 2), Only(Classes([("0", "1"), ("0", "1"), ("0", "0")], ScoreName.Precision)) is var score ? ((int)score.Good!, (int)score.Of!) : default);

    [Fact]
    public void A_confusion_matrix_shows_the_commonest_classes()
    {
        var examples = Times(5, ("a", "a")).Concat(Times(2, ("a", "b"))).Concat(Times(4, ("b", "b"))).Append(("b", "z")).Append(("c", "a"));
        var whole = Classes(examples).Confusion()!;
        Assert.Equal(["a", "b", "c"], whole.Classes);
        Assert.Equal([5, 2, 0, 0, 0, 4, 0, 1, 1, 0, 0, 0], whole.Counts);
        var cut = Classes(examples).Confusion(2)!;
        Assert.Equal(["a", "b"], cut.Classes);
        Assert.Equal([5, 2, 0, 0, 4, 1], cut.Counts);
        Assert.Equal(1, cut.Hidden);
        Assert.Equal(4, cut[1, 1]);
        Assert.Null(Of(EvaluationTask.Regression, []).Confusion());
    }

    [Fact]
    public void Every_example_is_in_one_cell() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 12]).Array[1, 200].Select(Gen.Int[1, 12]).Sample((examples, most) =>
        {
            var items = Classes(examples.Select(example => ($"{example.Item1}x", $"{example.Item2}x")));
            var matrix = items.Confusion(most)!;
            Assert.Equal(examples.Length, matrix.Counts.Sum() + matrix.Hidden);
            Assert.True(most < 10 || matrix.Hidden == 0);
        });

    [Fact]
    public void Ten_thousand_different_answers_take_no_more_room_than_one() =>
        Assert.Equal(5_000, Only(Classes(Enumerable.Range(0, 10_000).Select(i => ("a", i % 2 == 0 ? "a" : $"answer {i}")), ScoreName.Accuracy)).Good);
}
