using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class StratifiedSampleTests
{
    private static readonly Gen<string[]> Labels = Gen.Int[0, 6].Select(label => $"class {label * label / 6}").Array[1, 200];

    [Fact]
    public void As_many_are_drawn_as_asked_for_and_each_label_is_there_as_in_the_whole() =>
        Gen.Select(Labels, Gen.Int[0, 250], Gen.Int[0, 1000]).Sample((labels, size, seed) =>
        {
            var drawn = Draw(labels, size, seed);
            Assert.Equal(Math.Min(size, labels.Length), drawn.Count);
            var whole = labels.GroupBy(label => label).ToDictionary(group => group.Key, group => group.Count());
            foreach (var (label, count) in whole)
            {
                var sampled = drawn.Count(index => labels[index] == label);
                Assert.True(size < whole.Count || sampled >= 1);
                var quota = (double)Math.Min(size, labels.Length) * count / labels.Length;

                // At least one for each takes from the common ones, at most one for each of the others.
                Assert.InRange(sampled, Math.Floor(quota) - (whole.Count - 1), Math.Max(1, Math.Ceiling(quota)));
            }
        });

    [Fact]
    public void The_same_seed_draws_the_same_and_another_one_others()
    {
        var labels = Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? "rare" : "common").ToArray();
        Assert.Equal(Draw(labels, 100, 1), Draw(labels, 100, 1));
        Assert.NotEqual(Draw(labels, 100, 1), Draw(labels, 100, 2));
        Assert.Equal(10, Draw(labels, 100, 3).Count(index => labels[index] == "rare"));
    }

    [Fact]
    public void Every_example_of_a_label_has_the_same_chance()
    {
        var labels = Enumerable.Range(0, 60).Select(i => i < 20 ? "a" : "b").ToArray();
        var counts = new int[60];
        for (var seed = 0; seed < 6000; seed++)
        {
            Draw(labels, 15, seed).ForEach(index => counts[index]++);
        }

        // 15 of 60 is one of four, 1,500 times each; chi-squared with 58 degrees of freedom and a quarter drawn is below 0.75 times 102 in 999 of 1,000 cases.
        Assert.InRange(counts.Sum(count => Math.Pow(count - 1500, 2) / 1500), 0, 77);
    }

    [Theory]
    [InlineData(new long[] { 50, 30, 20 }, 10, new long[] { 5, 3, 2 })]
    [InlineData(new long[] { 998, 1, 1 }, 10, new long[] { 8, 1, 1 })]
    [InlineData(new long[] { 998, 1, 1 }, 2, new long[] { 2, 0, 0 })]
    [InlineData(new long[] { 1, 1, 1 }, 3, new long[] { 1, 1, 1 })]
    [InlineData(new long[] { 34, 33, 33 }, 10, new long[] { 4, 3, 3 })]
    [InlineData(new long[] { 5, 5 }, 1, new long[] { 1, 0 })]
    [InlineData(new long[] { }, 0, new long[] { })]
    public void Sizes_by_largest_remainder(long[] counts, long size, long[] sizes) => Assert.Equal(sizes, StratifiedSample.Apportion(counts, size));

    [Fact]
    public void Numbers_and_texts_are_drawn_as_one()
    {
        var labels = Enumerable.Range(0, 5000).Select(i => $"text {i}").ToArray();
        Assert.Equal(40, Draw(labels, 40, 1, EvaluationTask.Generation).Count);
        Assert.Equal(2000, Draw(labels, 2000, 1).Count);
    }

    [Fact]
    public void Numbers_of_the_same_value_are_one_label() =>
        Assert.Single(Draw(["1", "1.0", "1.00", "1"], 1, 1));

    [Fact]
    public void Other_labels_in_the_second_pass_are_told()
    {
        var counts = new LabelCounts(EvaluationTask.Classification);
        counts.Add("a");
        var sample = new StratifiedSample(counts, 1, 1);
        Assert.Throws<InvalidOperationException>(() => sample.Takes("b"));
        Assert.True(sample.Takes("a"));
        Assert.Throws<InvalidOperationException>(() => sample.Takes("a"));
    }

    private static List<int> Draw(string[] labels, int size, int seed, EvaluationTask task = EvaluationTask.Classification)
    {
        var counts = new LabelCounts(task);
        Array.ForEach(labels, counts.Add);
        var sample = new StratifiedSample(counts, size, seed);
        var drawn = Enumerable.Range(0, labels.Length).Where(i => sample.Takes(labels[i])).ToList();
        Assert.Equal(sample.Size, drawn.Count);
        return drawn;
    }
}
