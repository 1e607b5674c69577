using CsCheck;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Tests.Serving;

public sealed class BucketCountsTests
{
    [Fact]
    public void A_value_on_a_bound_is_within_it() =>
        Gen.Double[0, 10].Array[0, 50].Sample(values =>
        {
            double[] bounds = [1, 2.5, 5];
            var counts = new BucketCounts([.. bounds]);
            foreach (var value in values.Concat(bounds))
            {
                counts.Add(value);
            }

            for (var index = 0; index < bounds.Length; index++)
            {
                Assert.Equal(values.Concat(bounds).Count(value => value <= bounds[index]), counts.Cumulative(index));
            }

            Assert.Equal(counts.Count, counts.Cumulative(bounds.Length));
            Assert.Equal(values.Concat(bounds).Sum(), counts.Sum, 9);
        });

    [Fact]
    public void Other_units_move_the_bounds_and_keep_the_counts()
    {
        var counts = new BucketCounts([.1, 1]);
        counts.Add(.1);
        counts.Add(3);

        var scaled = counts.Scaled(1000);

        Assert.Equal([100, 1000], scaled.Bounds);
        Assert.Equal((1, 2, 3100), (scaled.Cumulative(0), scaled.Count, scaled.Sum));
    }
}
