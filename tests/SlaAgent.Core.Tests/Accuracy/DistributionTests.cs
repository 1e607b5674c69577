using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>What chance is made of: quantiles against another implementation, generators against published numbers, draws against exact probabilities.</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-20, -9.262340089798405)]
    [InlineData(1e-9, -5.9978070150076865)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.025, -1.9599639845400538)]
    [InlineData(0.075, -1.4395314709384557)]
    [InlineData(0.4, -0.2533471031357998)]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.9599639845400536)]
    [InlineData(0.995, 2.5758293035489)]
    [InlineData(0.9999, 3.7190164854557084)]
    public void Normal_quantiles(double p, double expected) => Assert.Equal(expected, NormalDistribution.Quantile(p), 1e-12);

    [Theory]
    [InlineData(-7.5, 3.19089167291092e-14)]
    [InlineData(-3, 0.0013498980316300957)]
    [InlineData(-1.96, 0.024997895148220435)]
    [InlineData(0, 0.5)]
    [InlineData(0.1, 0.539827837277029)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(5, 0.9999997133484281)]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    public void Normal_probabilities(double x, double expected) => Assert.Equal(expected, NormalDistribution.Cumulative(x), 1e-14);

    [Fact]
    public void The_generator_is_the_published_one()
    {
        var random = new SeededRandom(0);
        Assert.Equal(new ulong[] { 11091344671253066420, 13793997310169335082, 1900383378846508768 }, new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void Integers_are_uniform()
    {
        var random = new SeededRandom(1);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.Next(7)]++;
        }

        // Chi-squared with 6 degrees of freedom is below 22.5 in 999 of 1,000 cases.
        Assert.InRange(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0, 22.5);
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(30, 0.05)]
    [InlineData(30, 0.4)]
    [InlineData(40, 0.7)]
    [InlineData(1000, 0.02)]
    [InlineData(1_000_000, 0.00003)]
    [InlineData(1_000_000, 0.5)]
    public void Binomial_draws_are_as_likely_as_they_should_be(long trials, double p)
    {
        const int draws = 40_000;
        var random = new SeededRandom(3);
        var sorted = Enumerable.Range(0, draws).Select(_ => BinomialDraw.Draw(trials, p, random)).Order().ToArray();

        // The largest distance between the two distribution functions (Kolmogorov): above 1.95/√n in one of 1,000 cases.
        var farthest = sorted.Distinct().Max(value => Math.Abs(1 - BinomialTail.AtLeast(value + 1, trials, p) - ((double)sorted.Count(other => other <= value) / draws)));
        Assert.InRange(farthest, 0, 1.95 / Math.Sqrt(draws));
        Assert.InRange(sorted[0], 0, trials);
    }

    [Fact]
    public void Both_ways_of_resampling_draw_the_same_distribution()
    {
        // Few groups of many examples are drawn group by group, the same examples in groups of one each one by one.
        int[] grouped = [50, 30, 20];
        var byGroup = new Resampling(grouped, new SeededRandom(5));
        var byExample = new Resampling(Enumerable.Repeat(1, 100).ToArray(), new SeededRandom(6));
        var groups = new int[3];
        var examples = new int[100];
        var (firsts, seconds) = (new List<double>(), new List<double>());
        for (var i = 0; i < 4_000; i++)
        {
            byGroup.Draw(groups);
            byExample.Draw(examples);
            Assert.Equal(100, groups.Sum());
            Assert.Equal(100, examples.Sum());
            firsts.Add(groups[1]);
            seconds.Add(examples.Skip(50).Take(30).Sum());
        }

        Assert.InRange(firsts.Average(), 29.6, 30.4);
        Assert.InRange(seconds.Average(), 29.6, 30.4);
        Assert.InRange(firsts.Sum(value => Math.Pow(value - 30, 2)) / 4_000, 19.5, 22.5);
        Assert.InRange(seconds.Sum(value => Math.Pow(value - 30, 2)) / 4_000, 19.5, 22.5);
    }
}
