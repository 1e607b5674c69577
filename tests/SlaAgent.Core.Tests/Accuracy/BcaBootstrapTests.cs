using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using static SlaAgent.Core.Tests.Accuracy.Examples;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class BcaBootstrapTests
{
    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_nearly_the_same()
    {
        var statistic = Exponential(500);
        var first = new BcaBootstrap(statistic, 1, 2000).Interval(0.95m);
        Assert.Equal(first, new BcaBootstrap(statistic, 1, 2000).Interval(0.95m));
        var second = new BcaBootstrap(statistic, 2, 2000).Interval(0.95m);
        Assert.NotEqual(first, second);
        Assert.InRange(second.Lower / first.Lower, 0.98, 1.02);
        Assert.InRange(second.Upper / first.Upper, 0.98, 1.02);
    }

    [Fact]
    public void The_mean_of_a_skewed_distribution_has_the_interval_that_its_expansion_says()
    {
        // Efron (1987): for a mean, bias and acceleration are both skewness/(6·√n), which moves the ends by (z²·2 + 1)/6 of skewness/√n standard errors.
        var statistic = Exponential(2000);
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => Quantile(i, 2000))];
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => Math.Pow(value - mean, 2)));
        var skewness = values.Average(value => Math.Pow((value - mean) / deviation, 3));
        var error = deviation / Math.Sqrt(2000);
        var (lower, upper) = new BcaBootstrap(statistic, 7, 20_000).Interval(0.95m);
        var moved = ((2 * 1.96 * 1.96) + 1) / 6 * skewness / Math.Sqrt(2000);
        Assert.Equal(-1.96 + moved, (lower - mean) / error, 0.05);
        Assert.Equal(1.96 + moved, (upper - mean) / error, 0.05);
    }

    [Fact]
    public void More_confidence_makes_wider_intervals_that_hold_the_score()
    {
        var bootstrap = new BcaBootstrap(Exponential(100), 3, 2000);
        var intervals = new[] { 0.5m, 0.8m, 0.9m, 0.95m, 0.99m }.Select(bootstrap.Interval).ToList();
        Assert.All(intervals, interval => Assert.True(interval.Lower <= bootstrap.Value && bootstrap.Value <= interval.Upper));
        Assert.Equal(intervals.OrderBy(interval => interval.Upper - interval.Lower), intervals);
    }

    [Theory]
    [InlineData(100, 2000)]
    [InlineData(100_000, 2000)]
    [InlineData(400_000, 500)]
    [InlineData(2_000_000, 200)]
    public void Work_is_bounded(int examples, int resamples)
    {
        var ones = new int[examples];
        Array.Fill(ones, 1);
        Assert.Equal(resamples, BcaBootstrap.Affordable(new Resampling(ones, new SeededRandom(1)).StepsEach, 2000));
    }

    [Theory]
    [InlineData(ScoreName.F1)]
    [InlineData(ScoreName.F1Macro)]
    [InlineData(ScoreName.Mcc)]
    [InlineData(ScoreName.BalancedAccuracy)]
    public void A_perfect_score_of_few_examples_is_not_certain(string metric)
    {
        var score = Only(Classes(Times(20, ("1", "1")).Concat(Times(20, ("0", "0"))), metric));
        Assert.Equal(1, score.Value);
        Assert.Equal(1, score.Upper);
        Assert.InRange(score.Lower!.Value, 0.8, 0.93);
        Assert.Equal(ScoreBook.Wilson, score.Method);
        Assert.Equal("resampling these examples changes nothing, so the interval is that of a share", score.Reason);
        Assert.Null(score.Good);
    }

    [Fact]
    public void A_mean_of_classes_is_as_certain_as_its_rarest_class_lets_it_be()
    {
        var score = Only(Classes(Times(1000, ("1", "1")).Concat(Times(4, ("0", "0"))), ScoreName.BalancedAccuracy));
        Assert.InRange(score.Lower!.Value, 0.7, 0.85);
    }

    [Fact]
    public void Scores_that_are_all_wrong_can_be_a_breach()
    {
        var score = Only(Classes(Times(30, ("1", "0")).Concat(Times(30, ("0", "1"))), ScoreName.F1));
        Assert.Equal((0, 0), (score.Value, score.Lower));
        Assert.InRange(score.Upper!.Value, 0.01, 0.1);
    }

    [Fact]
    public void Errors_that_are_all_the_same_are_a_point()
    {
        var score = Only(Of(EvaluationTask.Regression, Enumerable.Range(0, 20).Select(i => ($"{i}", (string?)$"{i + 2}", (double?)null)), ScoreName.MeanAbsoluteError));
        Assert.Equal((2, 2, 2), (score.Value, score.Lower, score.Upper));
        Assert.Equal("every example has the same error", score.Reason);
    }

    [Theory]
    [InlineData(ScoreName.MeanAbsoluteError, 9, "9 examples are too few for an interval")]
    [InlineData(ScoreName.MedianAbsoluteError, 5, "5 examples are too few for an interval")]
    public void Too_few_examples_have_a_score_and_no_interval(string metric, int examples, string reason)
    {
        var score = Only(Of(EvaluationTask.Regression, Enumerable.Range(0, examples).Select(i => ($"{i}", (string?)$"{i * 2}", (double?)null)), metric));
        Assert.NotNull(score.Value);
        Assert.Null(score.Lower);
        Assert.Equal(reason, score.Reason);
    }

    [Fact]
    public void A_class_so_rare_that_resamples_lack_it_leaves_no_interval()
    {
        var examples = Times(60, ("0", (string?)"0", (double?)0.2)).Append(("1", "1", 0.9));
        var score = Only(Of(EvaluationTask.Binary, examples, ScoreName.RocAuc));
        Assert.Equal((1, null, "too few examples of a class for an interval"), (score.Value, score.Lower, score.Reason));
    }

    [Fact]
    public void Several_confidences_of_a_score_share_their_resamples()
    {
        var rules = new ScoringRules { Task = EvaluationTask.Regression, Wanted = [new("mae", 0.9m), new("rmse", 0.95m), new("mae", 0.99m)] };
        var scores = ScoreBook.Of(Of(rules, Enumerable.Range(0, 50).Select(i => ($"{i}", (string?)$"{i * 1.1}", (double?)null))));
        Assert.Equal([("mae", 0.9m), ("rmse", 0.95m), ("mae", 0.99m)], scores.Select(score => (score.Metric, score.Confidence)));
        Assert.True(scores[2].Lower < scores[0].Lower && scores[0].Upper < scores[2].Upper);
    }

    private static MeanStatistic Exponential(int n) => new([.. Enumerable.Range(0, n).Select(i => Quantile(i, n))], isRoot: false);

    private static double Quantile(int i, int n) => -Math.Log(1 - ((i + 0.5) / n));
}
