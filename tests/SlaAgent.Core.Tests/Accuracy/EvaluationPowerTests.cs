using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>What a run can prove, and how often it finds what.</summary>
public sealed class EvaluationPowerTests
{
    [Theory]
    [InlineData(0.92, 0.90, 25, 625)]
    [InlineData(0.93, 0.90, 100, 300)]
    [InlineData(0.95, 0.90, 20, 100)]
    [InlineData(0.96, 0.95, 25, 1300)]
    [InlineData(0.97, 0.95, 100, 400)]
    public void Examples_that_prove_a_goal(double share, double goal, int whole, long expected)
    {
        var needed = ExamplesNeeded.OfShare(share, goal, isAtMost: false, 0.95)!.Value;
        Assert.Equal(needed, ExamplesNeeded.OfShare(1 - share, 1 - goal, isAtMost: true, 0.95));

        // The reference takes the next number at which the share is a whole count.
        var rounded = (needed + whole - 1) / whole * whole;
        Assert.Equal(expected, rounded);
        Assert.True(ProportionInterval.Wilson((long)Math.Round(share * rounded), rounded, 0.9m).Lower >= goal);
        var less = rounded - whole;
        Assert.True(ProportionInterval.Wilson((long)Math.Round(share * less), less, 0.9m).Lower < goal);
    }

    [Theory]
    [InlineData(0.89)]
    [InlineData(0.9)]
    public void Nothing_proves_a_goal_that_is_not_passed(double share)
    {
        Assert.Null(ExamplesNeeded.OfShare(share, 0.9, isAtMost: false, 0.95));
        Assert.Null(ExamplesNeeded.ToProve(Mean(share, share - 0.1, share + 0.1), 100, 0.9m, isAtMost: false));
    }

    [Fact]
    public void Means_prove_a_goal_by_the_square_root_law()
    {
        Assert.Equal(400, ExamplesNeeded.ToProve(Mean(0.92, 0.88, 0.96), 100, 0.90m, isAtMost: false));
        Assert.Equal(400, ExamplesNeeded.ToProve(Mean(0.08, 0.04, 0.12), 100, 0.10m, isAtMost: true));
        Assert.Null(ExamplesNeeded.ToProve(Mean(0.92, null, null), 100, 0.90m, isAtMost: false));
    }

    [Fact]
    public void The_examples_said_to_be_needed_make_the_verdict_proven() =>
        Gen.Select(Gen.Int[2, 98], Gen.Int[1, 40]).Where((goal, above) => goal + above <= 100).Sample((goal, above) =>
        {
            var share = (goal + above) / 100.0;
            var seen = Mean(share, 0, 1) with { Good = goal + above, Of = 100 };
            var needed = (ExamplesNeeded.ToProve(seen, 100, goal / 100m, isAtMost: false)!.Value + 99) / 100 * 100;
            var (lower, upper) = ProportionInterval.Wilson((goal + above) * needed / 100, needed, 0.95m);
            var then = seen with { Good = (goal + above) * needed / 100, Of = needed, Lower = lower, Upper = upper };
            Assert.Equal(AccuracyFinding.Proven, AccuracyVerdict.Of(then, goal / 100m, isAtMost: false, AccuracyDecision.Interval));
        });

    [Fact]
    public void The_chance_of_a_miss_is_that_of_all_counts_which_miss() =>
        Gen.Select(Gen.Int[1, 150], Gen.Double[0, 1], Gen.Int[1, 99], Gen.Bool).Sample((examples, truth, percent, isAtMost) =>
        {
            var expected = Enumerable.Range(0, examples + 1)
                .Where(good => AccuracyVerdict.Of(Share(good, examples), percent / 100m, isAtMost, AccuracyDecision.Interval) == AccuracyFinding.Missed)
                .Sum(good => BinomialTail.AtLeast(good, examples, truth) - BinomialTail.AtLeast(good + 1, examples, truth));
            Assert.Equal(expected, EvaluationPower.OfMissing(examples, truth, percent / 100m, isAtMost, 0.95m), 1e-9);
        });

    [Theory]
    [InlineData(0.5, 1, 0.95, 5)]
    [InlineData(0.9, 1, 0.95, 2)]
    [InlineData(1, 2, 0.99, 2)]
    [InlineData(0.5, 2, 0.5, 4)]
    [InlineData(0, 1, 0.5, null)]
    public void Runs_to_catch_a_breach(double missing, int confirm, double certainty, int? runs) =>
        Assert.Equal(runs, EvaluationPower.RunsToCatch(missing, confirm, certainty));

    [Fact]
    public void The_chance_of_a_breach_is_that_of_all_series_with_enough_misses_in_a_row() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 4], Gen.Int[0, 9]).Sample((missing, confirm, runs) =>
        {
            var expected = Enumerable.Range(0, 1 << runs)
                .Where(series => HasInARow(series, confirm))
                .Sum(series => Math.Pow(missing, int.PopCount(series)) * Math.Pow(1 - missing, runs - int.PopCount(series)));
            Assert.Equal(expected, EvaluationPower.OfBreach(missing, confirm, runs), 1e-9);
        });

    private static bool HasInARow(int series, int confirm)
    {
        for (var i = 1; i < confirm; i++)
        {
            series &= series >> 1;
        }

        return series != 0;
    }

    private static EvaluationScore Share(long good, long of)
    {
        var (lower, upper) = ProportionInterval.Wilson(good, of, 0.95m);
        return Mean((double)good / of, lower, upper) with { Good = good, Of = of };
    }

    private static EvaluationScore Mean(double value, double? lower, double? upper) =>
        new() { Metric = ScoreName.TokenF1, Value = value, Confidence = 0.95m, Lower = lower, Upper = upper };
}
