using CsCheck;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Windows;

public sealed class LatencyHistogramTests
{
    private static readonly Gen<TimeSpan> Durations = Gen.Double[-4.9, 3.55].Select(exponent => TimeSpan.FromSeconds(Math.Pow(10, exponent)));

    [Fact]
    public void A_quantile_is_at_most_one_percent_from_the_nearest_rank() =>
        Gen.Select(Durations.Array[1, 300], Gen.Int[1, 999]).Sample((durations, permille) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var duration in durations)
            {
                histogram.Add(duration);
                histogram.Quantile(permille / 1000m);
            }

            var rank = Math.Max(1, (int)Math.Ceiling(permille / 1000m * durations.Length));
            var exact = durations.Order().ElementAt(rank - 1).TotalSeconds;
            Assert.InRange(histogram.Quantile(permille / 1000m)!.Value, exact * 0.98999, exact * 1.01001);
        });

    [Fact]
    public void Merged_histograms_say_what_one_of_everything_says() =>
        Gen.Select(Durations.Array[0, 100], Durations.Array[1, 100], Gen.Int[0, 20]).Sample((left, right, failures) =>
        {
            var (a, b, all) = (Of(left), Of(right), Of([.. left, .. right]));
            a.AddInfinite(failures);
            all.AddInfinite(failures);
            a.Add(b);
            Assert.Equal(LatencyHistogramCodec.Write(all), LatencyHistogramCodec.Write(a));
            a.Subtract(b);
            Assert.Equal(left.Length, a.Finite);
            Assert.Equal(all.Quantile(0.5m), Merge(Of(left), b, failures).Quantile(0.5m));
        });

    [Fact]
    public void Failures_never_improve_a_percentile() =>
        Gen.Select(Durations.Array[1, 100], Gen.Int[1, 50], Gen.Int[1, 999]).Sample((durations, failures, permille) =>
        {
            var histogram = Of(durations);
            var before = histogram.Quantile(permille / 1000m);
            histogram.AddInfinite(failures);
            return histogram.Quantile(permille / 1000m) is not { } after || after >= before;
        });

    [Fact]
    public void Where_the_rank_lies_among_failures_there_is_no_percentile()
    {
        var histogram = Of([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(100), 94)]);
        histogram.AddInfinite(6);
        Assert.Null(histogram.Quantile(0.95m));
        Assert.InRange(histogram.Quantile(0.94m)!.Value, 0.099, 0.101);
    }

    [Fact]
    public void An_empty_one_has_no_percentile_and_no_bytes()
    {
        Assert.Null(new LatencyHistogram().Quantile(0.99m));
        Assert.Empty(LatencyHistogramCodec.Write(new LatencyHistogram()));
        Assert.True(LatencyHistogramCodec.TryAdd([], new LatencyHistogram()));
    }

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Gen.Select(Durations.Array[0, 200], Gen.Int[0, 100_000]).Sample((durations, failures) =>
        {
            var histogram = Of(durations);
            histogram.AddInfinite(failures);
            var bytes = LatencyHistogramCodec.Write(histogram);
            var read = new LatencyHistogram();
            Assert.True(LatencyHistogramCodec.TryAdd(bytes, read));
            Assert.Equal(bytes, LatencyHistogramCodec.Write(read));
        });

    [Fact]
    public void Garbage_is_refused_and_adds_nothing() =>
        Gen.Byte.Array[1, 40].Sample(bytes =>
        {
            var histogram = new LatencyHistogram();
            if (LatencyHistogramCodec.TryAdd(bytes, histogram))
            {
                // What is taken is what a histogram of our own would have been written as, up to redundant zero groups.
                Assert.Equal(1, bytes[0]);
            }
            else
            {
                Assert.True(histogram.IsEmpty);
            }
        });

    [Fact]
    public void A_cut_one_is_refused_at_every_byte()
    {
        var histogram = Of([TimeSpan.FromMilliseconds(3), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)]);
        var bytes = LatencyHistogramCodec.Write(histogram);
        for (var length = 1; length < bytes.Length; length++)
        {
            Assert.False(LatencyHistogramCodec.TryAdd(bytes.AsSpan(0, length), new LatencyHistogram()));
        }
    }

    [Fact]
    public void A_rolling_one_forgets_what_is_older_than_its_window()
    {
        var rolling = new RollingHistogram(TimeSpan.FromHours(1));
        var start = new Instant(Scenario.Beginning.UtcTicks);
        rolling.Add(start, TimeSpan.FromSeconds(10));
        rolling.Add(start + TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1));
        Assert.InRange(rolling.Quantile(0.99m)!.Value, 9.9, 10.1);
        rolling.Advance(start + TimeSpan.FromMinutes(70));
        Assert.InRange(rolling.Quantile(0.99m)!.Value, 0.99, 1.01);
        rolling.Advance(start + TimeSpan.FromDays(40));
        Assert.Null(rolling.Quantile(0.99m));
    }

    private static LatencyHistogram Merge(LatencyHistogram left, LatencyHistogram right, int failures)
    {
        left.Add(right);
        left.AddInfinite(failures);
        return left;
    }

    private static LatencyHistogram Of(TimeSpan[] durations)
    {
        var histogram = new LatencyHistogram();
        foreach (var duration in durations)
        {
            histogram.Add(duration);
        }

        return histogram;
    }
}
