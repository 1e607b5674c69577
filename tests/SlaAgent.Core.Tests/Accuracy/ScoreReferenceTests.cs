using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>What scikit-learn and SciPy compute for the same examples.</summary>
public sealed class ScoreReferenceTests
{
    private const double Slack = 1e-9;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ReferenceCase.All.Count)];

    [Fact]
    public void Every_task_that_has_a_reference_is_in_it() =>
        Assert.Equal(
            [EvaluationTask.Classification, EvaluationTask.Binary, EvaluationTask.Regression],
            ReferenceCase.All.Select(item => item.Task).Distinct());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scores_are_those_of_the_reference(int number)
    {
        var reference = ReferenceCase.All[number];
        var scores = reference.Compute();
        Assert.Equal(reference.Metrics.Keys.Order(StringComparer.Ordinal), scores.Keys.Order(StringComparer.Ordinal));
        foreach (var (metric, expected) in reference.Metrics)
        {
            Assert.Equal(expected, scores[metric].Value!.Value, Slack);
            Assert.NotNull(scores[metric].Lower);
            Assert.True(scores[metric].Lower <= expected && expected <= scores[metric].Upper, metric);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Intervals_are_those_of_the_reference(int number)
    {
        var reference = ReferenceCase.All[number];
        foreach (var (name, ends) in reference.Intervals)
        {
            var confidence = int.Parse(name[^2..], null) / 100m;
            var score = reference.Compute(confidence)[ScoreName.Accuracy];
            var (lower, upper) = name.StartsWith("wilson", StringComparison.Ordinal)
                ? (score.Lower!.Value, score.Upper!.Value)
                : ProportionInterval.Exact(score.Good!.Value, score.Of!.Value, confidence);
            Assert.Equal(ends[0], lower, Slack);
            Assert.Equal(ends[1], upper, Slack);
        }
    }

    [Fact]
    public void Every_score_of_numbers_and_classes_is_checked()
    {
        var undocumented = ScoreDefinition.All.Where(definition => !definition.IsOf(EvaluationTask.Generation)).Select(definition => definition.Name)
            .Except(ReferenceCase.All.SelectMany(item => item.Metrics.Keys), StringComparer.Ordinal);
        Assert.Empty(undocumented);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_order_of_answers_changes_nothing(int number)
    {
        var reference = ReferenceCase.All[number];
        var shuffled = Enumerable.Range(0, reference.Labels.Length).ToArray();
        new Random(number).Shuffle(shuffled);
        Assert.Equal(ScoreBook.Of(reference.Items()), ScoreBook.Of(reference.Items(shuffled)));
    }

    [Fact]
    public void A_score_alone_decides_a_binary_prediction_from_one_half()
    {
        foreach (var reference in ReferenceCase.All.Where(item => item.Task == EvaluationTask.Binary))
        {
            var items = EvaluationItems.For(reference.Items().Rules);
            for (var i = 0; i < reference.Labels.Length; i++)
            {
                Assert.Null(items.Add(i, reference.Labels[i], prediction: null, reference.Scores![i]));
            }

            Assert.Equal(ScoreBook.Of(reference.Items()), ScoreBook.Of(items));
        }
    }
}
