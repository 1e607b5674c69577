using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class PredictionShiftTests
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_counts_are_no_distance_apart()
    {
        var drift = PredictionShift.Between([500, 300, 200], [500, 300, 200], Then)!;
        Assert.Equal((0, 0, 1000, 1000, Then), (drift.StabilityIndex, drift.JensenShannon, drift.Examples, drift.ReferenceExamples, drift.ReferenceAt));
    }

    [Fact]
    public void Large_samples_give_the_distances_of_the_distributions()
    {
        // (0.5, 0.3, 0.2) against (0.4, 0.3, 0.3): by hand 0.1·ln(5/4) + 0.1·ln(3/2) = 0.062861.
        var drift = PredictionShift.Between([500_000_000, 300_000_000, 200_000_000], [400_000_000, 300_000_000, 300_000_000], Then)!;
        Assert.Equal(0.062861, drift.StabilityIndex!.Value, 1e-6);

        // The divergence to the middle (0.45, 0.3, 0.25), in bits.
        var divergence = (0.5 * Math.Log2(0.5 / 0.45)) + (0.4 * Math.Log2(0.4 / 0.45)) + (0.2 * Math.Log2(0.2 / 0.25)) + (0.3 * Math.Log2(0.3 / 0.25));
        Assert.Equal(Math.Sqrt(divergence / 2), drift.JensenShannon!.Value, 1e-6);
    }

    [Fact]
    public void Distributions_without_anything_in_common_are_as_far_apart_as_can_be()
    {
        var drift = PredictionShift.Between([1_000_000, 0], [0, 1_000_000], Then)!;
        Assert.InRange(drift.JensenShannon!.Value, 0.999, 1);
        Assert.True(double.IsFinite(drift.StabilityIndex!.Value));
        Assert.True(PredictionShift.Exceeds(drift, DriftLimits.Default));
    }

    [Fact]
    public void Distances_are_finite_and_do_not_depend_on_the_direction() =>
        Gen.Select(Gen.Long[0, 1000], Gen.Long[0, 1000]).Array[1, 20].Where(parts => parts.Sum(part => part.Item1) > 1 && parts.Sum(part => part.Item2) > 1).Sample(parts =>
        {
            long[] first = [.. parts.Select(part => part.Item1)];
            long[] second = [.. parts.Select(part => part.Item2)];
            var there = PredictionShift.Between(first, second, Then)!;
            var back = PredictionShift.Between(second, first, Then)!;
            Assert.Equal(there.StabilityIndex!.Value, back.StabilityIndex!.Value, 1e-9);
            Assert.Equal(there.JensenShannon!.Value, back.JensenShannon!.Value, 1e-9);
            Assert.InRange(there.JensenShannon.Value, 0, 1);
            Assert.True(there.StabilityIndex >= 0 && there.StabilityNoise >= 0);
        });

    [Theory]
    [InlineData(500, 500)]
    [InlineData(2000, 200)]
    [InlineData(200, 2000)]
    [InlineData(100, 100)]
    [InlineData(2_000, 2_000)]
    public void Of_pairs_of_runs_with_the_same_classes_one_in_a_hundred_is_beyond_the_noise(int reference, int current) =>
        StayBelowTheNoise(reference, current, EvaluationTask.Classification, random => random.NextDouble() is var u && u < 0.5 ? "a" : u < 0.8 ? "b" : u < 0.97 ? "c" : "d");

    [Theory]
    [InlineData(500, 500)]
    [InlineData(2000, 300)]
    [InlineData(200, 2000)]
    [InlineData(100, 100)]
    public void Of_pairs_of_runs_with_the_same_numbers_one_in_a_hundred_is_beyond_the_noise(int reference, int current) =>
        StayBelowTheNoise(reference, current, EvaluationTask.Regression, random => $"{-Math.Log(1 - random.NextDouble()):R}");

    [Fact]
    public void Of_pairs_of_runs_with_rare_classes_one_in_a_hundred_is_beyond_the_noise() =>
        StayBelowTheNoise(500, 500, EvaluationTask.Classification, random => Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(0.7)).ToString("R", null));

    [Theory]
    [InlineData(EvaluationTask.Classification, "a")]
    [InlineData(EvaluationTask.Regression, "3.5")]
    [InlineData(EvaluationTask.Generation, "yes")]
    public void What_was_always_the_same_and_is_another_has_drifted(EvaluationTask task, string prediction)
    {
        var profile = PredictionProfile.Of(Run(task, 200, () => prediction))!;
        Assert.False(PredictionShift.Exceeds(PredictionShift.Between(profile, Then, Run(task, 200, () => prediction))!, DriftLimits.Default));
        Assert.True(PredictionShift.Exceeds(PredictionShift.Between(profile, Then, Run(task, 200, () => "14"))!, DriftLimits.Default));
    }

    [Fact]
    public void A_model_that_answers_another_way_is_seen_and_one_that_does_not_is_not()
    {
        var random = new SeededRandom(4);
        EvaluationItems Half(double share) => Run(EvaluationTask.Classification, 500, () => random.NextDouble() < share ? "a" : "b");
        var profile = PredictionProfile.Of(Half(0.5))!;
        Assert.True(PredictionShift.Exceeds(PredictionShift.Between(profile, Then, Half(0.8))!, DriftLimits.Default));
        Assert.False(PredictionShift.Exceeds(PredictionShift.Between(profile, Then, Half(0.5))!, DriftLimits.Default));
        Assert.True(PredictionShift.Exceeds(PredictionShift.Between(profile, Then, Half(0.8))!, new DriftLimits(null, 0.1)));
        Assert.False(PredictionShift.Exceeds(PredictionShift.Between(profile, Then, Half(0.8))!, new DriftLimits(null, null)));
    }

    [Fact]
    public void A_profile_is_small_and_counts_every_prediction() =>
        Gen.Select(Gen.Int[-50, 50].Array[1, 400], Gen.Bool).Sample((numbers, isText) =>
        {
            var next = 0;
            var task = isText ? EvaluationTask.Generation : EvaluationTask.Regression;
            var profile = PredictionProfile.Of(Run(task, numbers.Length, () => isText ? new string('x', Math.Abs(numbers[next++])) : numbers[next++].ToString("R", null)))!;
            Assert.Equal(numbers.Length, profile.Total);
            Assert.InRange(profile.Counts.Count, 2, PredictionProfile.MostBins);
            Assert.Equal(profile.Bounds.Order(), profile.Bounds);
        });

    [Fact]
    public void Fifty_classes_are_kept_at_most()
    {
        var next = 0;
        var profile = PredictionProfile.Of(Run(EvaluationTask.Classification, 20_000, () => $"{next++ % 200}x"))!;
        Assert.Equal((50, 51), (profile.Classes.Count, profile.Counts.Count));
        Assert.Equal(15_000, profile.Counts[50]);
    }

    [Fact]
    public void Runs_of_another_kind_and_empty_ones_cannot_be_compared()
    {
        var classes = Run(EvaluationTask.Classification, 50, () => "1");
        var numbers = Run(EvaluationTask.Regression, 50, () => "1");
        Assert.Null(PredictionShift.Between(PredictionProfile.Of(numbers)!, Then, classes));
        Assert.Null(PredictionShift.Between(PredictionProfile.Of(classes)!, Then, numbers));
        Assert.Null(PredictionProfile.Of(Run(EvaluationTask.Regression, 0, () => "1")));
        Assert.Null(PredictionShift.Between(PredictionProfile.Of(numbers)!, Then, Run(EvaluationTask.Regression, 1, () => "1")));
    }

    private static void StayBelowTheNoise(int reference, int current, EvaluationTask task, Func<SeededRandom, string> prediction)
    {
        const int pairs = 1_000;
        var random = new SeededRandom(11);
        var (index, distance) = (0, 0);
        for (var pair = 0; pair < pairs; pair++)
        {
            var profile = PredictionProfile.Of(Run(task, reference, () => prediction(random)))!;
            var drift = PredictionShift.Between(profile, Then, Run(task, current, () => prediction(random)))!;
            index += drift.StabilityIndex > drift.StabilityNoise ? 1 : 0;
            distance += drift.JensenShannon > drift.JensenShannonNoise ? 1 : 0;
        }

        // Ten are expected; more than 20, or fewer than 2, come of chance alone in one of a thousand seeds.
        Assert.InRange(index, 2, 20);
        Assert.InRange(distance, 2, 20);
    }

    private static EvaluationItems Run(EvaluationTask task, int examples, Func<string> prediction) =>
        Examples.Of(task, Enumerable.Range(0, examples).Select(_ => prediction()).Select(text => (text, (string?)text, (double?)null)));
}
