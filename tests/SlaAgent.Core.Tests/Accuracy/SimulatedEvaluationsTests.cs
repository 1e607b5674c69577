using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>Thousands of evaluations of models whose truth is known: how often they are called a breach.</summary>
public sealed class SimulatedEvaluationsTests
{
    private const decimal Confidence = 0.95m;

    // A test that fails by chance alone once in a thousand seeds; the seeds are fixed.
    private const double Unlikely = 0.001;

    [Theory]
    [InlineData(500, 0.92, 1)]
    [InlineData(500, 0.92, 2)]
    [InlineData(100, 0.5, 1)]
    [InlineData(100, 0.5, 2)]
    [InlineData(1000, 0.99, 1)]
    [InlineData(1000, 0.99, 2)]
    public void A_model_exactly_at_its_target_is_breached_no_oftener_than_the_confidence_says(int examples, double target, int confirm)
    {
        const int evaluations = 2_000;
        var findings = Findings(examples, target, (decimal)target, evaluations, new SeededRandom(17));
        var breaches = 0;
        var isBreached = false;
        for (var i = 1; i <= evaluations; i++)
        {
            var standing = AccuracyStanding.Of(findings.AsSpan(0, i), confirm);
            breaches += standing.IsBreached && !isBreached ? 1 : 0;
            isBreached = standing.IsBreached;
        }

        Assert.True(BinomialTail.AtLeast(breaches, evaluations, Math.Pow(1 - (double)Confidence, confirm)) > Unlikely, $"{breaches} breaches");

        // It is as often as the formula says, too, so that the promise is not kept by never finding anything.
        var missing = EvaluationPower.OfMissing(examples, target, (decimal)target, isAtMost: false, Confidence);
        var missed = findings.Count(finding => finding == AccuracyFinding.Missed);
        Assert.InRange(missing, 0.005, 1 - (double)Confidence);
        Assert.True(BinomialTail.AtLeast(missed, evaluations, missing) > Unlikely, $"{missed} misses, {missing} expected");
        Assert.True(1 - BinomialTail.AtLeast(missed + 1, evaluations, missing) > Unlikely, $"{missed} misses, {missing} expected");
    }

    [Theory]
    [InlineData(500, 0.92, 1)]
    [InlineData(500, 0.92, 2)]
    [InlineData(200, 0.92, 2)]
    [InlineData(1000, 0.8, 2)]
    public void A_model_five_points_below_its_target_is_caught_within_the_runs_that_the_formula_gives(int examples, double target, int confirm)
    {
        const double certainty = 0.95;
        const int models = 1_000;
        var random = new SeededRandom(23);
        var missing = EvaluationPower.OfMissing(examples, target - 0.05, (decimal)target, isAtMost: false, Confidence);
        var runs = EvaluationPower.RunsToCatch(missing, confirm, certainty)!.Value;
        var expected = EvaluationPower.OfBreach(missing, confirm, runs);
        var caught = 0;
        for (var model = 0; model < models; model++)
        {
            var findings = Findings(examples, target - 0.05, (decimal)target, runs, random);
            caught += Enumerable.Range(1, runs).Any(count => AccuracyStanding.Of(findings.AsSpan(0, count), confirm).IsBreached) ? 1 : 0;
        }

        Assert.True(expected >= certainty && EvaluationPower.OfBreach(missing, confirm, runs - 1) < certainty);
        Assert.True(1 - BinomialTail.AtLeast(caught + 1, models, certainty) > Unlikely, $"{caught} of {models} caught within {runs} runs");
        Assert.True(BinomialTail.AtLeast(caught, models, expected) > Unlikely, $"{caught} of {models} caught within {runs} runs, {expected} expected");
    }

    private static AccuracyFinding[] Findings(int examples, double truth, decimal goal, int evaluations, SeededRandom random)
    {
        var objective = new Indicator.Accuracy { Probe = "golden", Metric = ScoreName.Accuracy, Goal = goal, Confidence = Confidence };
        var findings = new AccuracyFinding[evaluations];
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            var good = 0;
            for (var example = 0; example < examples; example++)
            {
                good += random.NextDouble() < truth ? 1 : 0;
            }

            var (lower, upper) = ProportionInterval.Wilson(good, examples, Confidence);
            var score = new EvaluationScore
            {
                Metric = objective.Metric,
                Value = (double)good / examples,
                Confidence = Confidence,
                Lower = lower,
                Upper = upper,
                Good = good,
                Of = examples,
            };
            findings[evaluation] = AccuracyVerdict.Of(score, objective);
        }

        return findings;
    }
}
