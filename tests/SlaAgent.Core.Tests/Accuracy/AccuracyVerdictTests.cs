using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Accuracy.AccuracyFinding;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class AccuracyVerdictTests
{
    [Theory]
    [InlineData(AccuracyDecision.Interval, 0.94, 0.92, 0.96, Proven)]
    [InlineData(AccuracyDecision.Interval, 0.93, 0.91, 0.95, Met)]
    [InlineData(AccuracyDecision.Interval, 0.92, 0.90, 0.94, Met)]
    [InlineData(AccuracyDecision.Interval, 0.91, 0.89, 0.93, Straddles)]
    [InlineData(AccuracyDecision.Interval, 0.91, 0.89, 0.92, Straddles)]
    [InlineData(AccuracyDecision.Interval, 0.90, 0.88, 0.91, Missed)]
    [InlineData(AccuracyDecision.Interval, 0.93, null, null, Met)]
    [InlineData(AccuracyDecision.Interval, 0.10, null, null, Straddles)]
    [InlineData(AccuracyDecision.Point, 0.94, 0.93, 0.96, Proven)]
    [InlineData(AccuracyDecision.Point, 0.92, 0.90, 0.94, Met)]
    [InlineData(AccuracyDecision.Point, 0.91, 0.89, 0.93, Missed)]
    [InlineData(AccuracyDecision.Point, 0.91, null, null, Missed)]
    [InlineData(AccuracyDecision.LowerBound, 0.94, 0.92, 0.96, Proven)]
    [InlineData(AccuracyDecision.LowerBound, 0.94, 0.91, 0.96, Missed)]
    [InlineData(AccuracyDecision.LowerBound, 0.94, null, null, Unknown)]
    [InlineData(AccuracyDecision.UpperBound, 0.94, 0.92, 0.96, Proven)]
    [InlineData(AccuracyDecision.UpperBound, 0.91, 0.89, 0.93, Met)]
    [InlineData(AccuracyDecision.UpperBound, 0.90, 0.88, 0.91, Missed)]
    public void At_least_92_percent(AccuracyDecision decision, double value, double? lower, double? upper, AccuracyFinding finding)
    {
        Assert.Equal(finding, AccuracyVerdict.Of(Score(value, lower, upper), 0.92m, isAtMost: false, decision));

        // An error of at most 8% is the same promise seen from the other side, and so are its bounds.
        var mirrored = decision switch
        {
            AccuracyDecision.LowerBound => AccuracyDecision.UpperBound,
            AccuracyDecision.UpperBound => AccuracyDecision.LowerBound,
            _ => decision,
        };
        Assert.Equal(finding, AccuracyVerdict.Of(Score(1 - value, 1 - upper, 1 - lower), 0.08m, isAtMost: true, mirrored));
    }

    [Fact]
    public void A_score_without_value_says_nothing() =>
        Assert.All(Enum.GetValues<AccuracyDecision>(), decision =>
            Assert.Equal(Unknown, AccuracyVerdict.Of(Score(null, null, null), 0.5m, isAtMost: false, decision)));

    [Fact]
    public void A_share_at_the_goal_reaches_it_and_one_example_less_does_not() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 100_000]).Sample((thousandths, hundreds) =>
        {
            var of = hundreds * 1000L;
            var good = (long)thousandths * hundreds;
            var goal = thousandths / 1000m;
            Assert.True(AccuracyVerdict.Of(Share(good, of), goal, isAtMost: false, AccuracyDecision.Point) is Met or Proven);
            Assert.Equal(Missed, AccuracyVerdict.Of(Share(good - 1, of), goal, isAtMost: false, AccuracyDecision.Point));
            Assert.True(AccuracyVerdict.Of(Share(good, of), goal, isAtMost: true, AccuracyDecision.Point) is Met or Proven);
            Assert.True(good == of || AccuracyVerdict.Of(Share(good + 1, of), goal, isAtMost: true, AccuracyDecision.Point) == Missed);
        });

    [Fact]
    public void A_mean_that_is_the_goal_but_for_its_arithmetic_reaches_it() =>
        Assert.Equal(Met, AccuracyVerdict.Of(Score(0.1 + 0.2, 0.2, 0.4), 0.3m, isAtMost: true, AccuracyDecision.Interval));

    [Fact]
    public void Verdicts_are_those_of_the_examples_own_scores()
    {
        var objective = new Indicator.Accuracy { Probe = "golden", Metric = ScoreName.Accuracy, Goal = 0.9m };
        Assert.Equal(Missed, AccuracyVerdict.Of(Share(800, 1000), objective));
        Assert.Equal(Straddles, AccuracyVerdict.Of(Share(895, 1000), objective));
        Assert.Equal(Met, AccuracyVerdict.Of(Share(900, 1000), objective));
        Assert.Equal(Proven, AccuracyVerdict.Of(Share(930, 1000), objective));
    }

    [Theory]
    [InlineData("", 2, Unknown, 0, false, false)]
    [InlineData("?", 2, Unknown, 0, false, false)]
    [InlineData("m", 2, Met, 0, false, false)]
    [InlineData("x", 2, Missed, 1, true, false)]
    [InlineData("xx", 2, Missed, 2, false, true)]
    [InlineData("xxx", 2, Missed, 2, false, true)]
    [InlineData("xmx", 2, Missed, 1, true, false)]
    [InlineData("x~x", 2, Missed, 1, true, false)]
    [InlineData("x?x", 2, Missed, 2, false, true)]
    [InlineData("xx?", 2, Unknown, 0, false, false)]
    [InlineData("xx~", 2, Straddles, 0, true, false)]
    [InlineData("xxm", 2, Met, 0, false, false)]
    [InlineData("x", 1, Missed, 1, false, true)]
    [InlineData("xx", 3, Missed, 2, true, false)]
    public void Runs_in_a_row_make_a_breach(string runs, int confirm, AccuracyFinding latest, int missed, bool isAtRisk, bool isBreached)
    {
        var findings = runs.Select(run => run switch { 'm' => Met, 'x' => Missed, '~' => Straddles, _ => Unknown }).ToArray();
        var standing = AccuracyStanding.Of(findings, confirm);
        Assert.Equal(new AccuracyStanding(latest, missed, confirm), standing);
        Assert.Equal((isAtRisk, isBreached, latest == Met), (standing.IsAtRisk, standing.IsBreached, standing.IsMet));
    }

    private static EvaluationScore Score(double? value, double? lower, double? upper) =>
        new() { Metric = ScoreName.F1, Value = value, Confidence = 0.95m, Lower = lower, Upper = upper };

    private static EvaluationScore Share(long good, long of)
    {
        var (lower, upper) = ProportionInterval.Wilson(good, of, 0.95m);
        return Score((double)good / of, lower, upper) with { Good = good, Of = of };
    }
}
