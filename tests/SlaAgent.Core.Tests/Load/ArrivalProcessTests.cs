using CsCheck;
using SlaAgent.Core.Load;

namespace SlaAgent.Core.Tests.Load;

public sealed class ArrivalProcessTests
{
    [Fact]
    public void Constant_arrivals_keep_their_rate_to_the_end() =>
        Gen.Select(Gen.Double[0.1, 100], Gen.Int[1, 100]).Sample((rate, seconds) =>
        {
            var arrivals = All(new ConstantArrivals(rate, TimeSpan.FromSeconds(seconds)));
            Assert.InRange(arrivals.Count - (rate * seconds), -0.001, 1.001);
            for (var i = 0; i < arrivals.Count; i += 97)
            {
                Assert.Equal(i / rate, arrivals[i].At.TotalSeconds, 1e-7);
            }
        });

    [Fact]
    public void Poisson_arrivals_have_the_rate_and_the_spread_of_exponential_gaps()
    {
        var arrivals = All(new PoissonArrivals(50, TimeSpan.FromMinutes(60), new Random(7).NextDouble));
        var gaps = arrivals.Zip(arrivals.Skip(1), (a, b) => (b.At - a.At).TotalSeconds).ToList();

        // 180,000 expected: five standard deviations are 2,121 of them; mean and deviation of a gap are both 1/rate.
        Assert.InRange(arrivals.Count, 180_000 - 2_121, 180_000 + 2_121);
        var mean = gaps.Average();
        Assert.InRange(mean, 0.0197, 0.0203);
        Assert.InRange(Math.Sqrt(gaps.Average(gap => Math.Pow(gap - mean, 2))), 0.0195, 0.0205);
        Assert.InRange(gaps.Count(gap => gap > 0.02) / (double)gaps.Count, Math.Exp(-1) - 0.01, Math.Exp(-1) + 0.01);
    }

    [Fact]
    public void The_same_seed_gives_the_same_arrivals_and_another_seed_others()
    {
        var first = All(new PoissonArrivals(10, TimeSpan.FromSeconds(10), new Random(1).NextDouble));

        Assert.Equal(first, All(new PoissonArrivals(10, TimeSpan.FromSeconds(10), new Random(1).NextDouble)));
        Assert.NotEqual(first, All(new PoissonArrivals(10, TimeSpan.FromSeconds(10), new Random(2).NextDouble)));
    }

    [Fact]
    public void A_trace_is_replayed_once_faster_by_its_speed_and_cut_at_the_duration()
    {
        Arrival[] trace = [new(TimeSpan.Zero, 374, 44), new(TimeSpan.FromSeconds(4), 396, 109), new(TimeSpan.FromSeconds(60), 91, 16)];

        Assert.Equal(
            [new(TimeSpan.Zero, 374, 44), new(TimeSpan.FromSeconds(0.4), 396, 109), new(TimeSpan.FromSeconds(6), 91, 16)],
            All(new TraceArrivals(trace, 10, TimeSpan.FromMinutes(1))));
        Assert.Equal(2, All(new TraceArrivals(trace, 10, TimeSpan.FromSeconds(6))).Count);
    }

    private static List<Arrival> All(ArrivalProcess process)
    {
        var all = new List<Arrival>();
        while (process.TryNext(out var next))
        {
            Assert.True(all.Count == 0 || next.At >= all[^1].At);
            all.Add(next);
        }

        return all;
    }
}
