using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>The vectors of the reference: order statistics, exact tests, Wilson's interval.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(20, 0.95, 4, 5)]
    [InlineData(100, 0.95, 10, 12)]
    [InlineData(500, 0.95, 34, 38)]
    [InlineData(1000, 0.95, 63, 68)]
    [InlineData(10000, 0.95, 537, 552)]
    [InlineData(20, 0.99, 2, 3)]
    [InlineData(100, 0.99, 4, 5)]
    [InlineData(500, 0.99, 10, 12)]
    [InlineData(1000, 0.99, 16, 19)]
    [InlineData(10000, 0.99, 118, 125)]
    public void Critical_numbers_of_slow_requests(int n, double q, int atFivePercent, int atOnePercent)
    {
        Assert.Equal(atFivePercent, Critical(n, 1 - q, 0.05));
        Assert.Equal(atOnePercent, Critical(n, 1 - q, 0.01));
    }

    [Theory]
    [InlineData(100, 0.95, 90, 100)]
    [InlineData(200, 0.95, 184, 197)]
    [InlineData(500, 0.95, 465, 485)]
    [InlineData(1000, 0.95, 936, 964)]
    [InlineData(10000, 0.95, 9457, 9543)]
    [InlineData(500, 0.99, 490, 500)]
    [InlineData(1000, 0.99, 983, 997)]
    [InlineData(10000, 0.99, 9880, 9920)]
    public void Ranks_that_hold_a_percentile_with_95_percent(int n, double q, int lower, int upper)
    {
        double Below(int rank) => 1 - BinomialTail.AtLeast(rank, n, q);
        Assert.Equal(lower, Enumerable.Range(1, n).Last(rank => Below(rank) <= 0.025));
        Assert.Equal(upper, Enumerable.Range(1, n).First(rank => Below(rank) >= 0.975));
    }

    [Theory]
    [InlineData(0.90, 29)]
    [InlineData(0.95, 59)]
    [InlineData(0.99, 299)]
    [InlineData(0.999, 2995)]
    public void Fewest_samples_for_an_upper_bound(double q, int n)
    {
        Assert.True(BinomialTail.AtLeast(n, n, q) <= 0.05);
        Assert.True(BinomialTail.AtLeast(n - 1, n - 1, q) > 0.05);
    }

    [Fact]
    public void The_tail_is_exact_where_it_can_be_worked_out_by_hand()
    {
        Assert.Equal(1, BinomialTail.AtLeast(0, 10, 0.1));
        Assert.Equal(0, BinomialTail.AtLeast(11, 10, 0.1));
        Assert.Equal(0, BinomialTail.AtLeast(1, 10, 0));
        Assert.Equal(1, BinomialTail.AtLeast(10, 10, 1));
        Assert.Equal(11.0 / 16, BinomialTail.AtLeast(2, 4, 0.5), 12);
        Assert.Equal(1 - Math.Pow(0.999, 1000), BinomialTail.AtLeast(1, 1000, 0.001), 10);
        Assert.InRange(BinomialTail.AtLeast(500_000_000, 1_000_000_000, 0.5), 0.49, 0.51);
    }

    [Theory]
    [InlineData(46, 50, .8116, .9685)]
    [InlineData(92, 100, .850, .959)]
    [InlineData(184, 200, .874, .950)]
    [InlineData(460, 500, .8929, .9407)]
    [InlineData(920, 1000, .9015, .9353)]
    [InlineData(1840, 2000, .907, .931)]
    [InlineData(9200, 10000, .9145, .9252)]
    [InlineData(100, 100, .963, 1)]
    public void Wilsons_interval(long good, long n, double lower, double upper)
    {
        var interval = WilsonInterval.Of(good, n);
        Assert.InRange(interval.Lower, lower - 0.0006, lower + 0.0006);
        Assert.InRange(interval.Upper, upper - 0.0006, upper + 0.0006);
    }

    [Fact]
    public void A_sum_of_ratios_hides_an_outage_that_the_ratio_of_sums_shows()
    {
        // 23 hours at 60 requests a minute without an error, then one at 6000 with a tenth failing.
        const long bad = 36_000;
        const long events = (23 * 3600) + 360_000;
        Assert.Equal(0.0813, (double)bad / events, 4);
        Assert.Equal(0.00416, Enumerable.Range(0, 288).Average(slot => slot < 276 ? 0 : 0.1), 4);
        Assert.False(Share.AtLeast(events - bad, events, 0.95m));
    }

    [Fact]
    public void An_ulp_decides_nothing()
    {
        // 0.1 + 0.2 > 0.3 in binary floating point: three of ten against 70% is exactly at the limit, so it is kept.
        Assert.True(Share.AtLeast(7, 10, 0.7m));
        Assert.False(Share.Exceeds(3, 0.7m, 10, 1, 1));
        Assert.True(Share.Exceeds(4, 0.7m, 10, 1, 1));
        Assert.False(Share.Exceeds(1_000_000, 0.999m, 1_000_000_000, TimeSpan.FromDays(90).Ticks, TimeSpan.FromDays(90).Ticks));
        Assert.True(Share.Exceeds(1_000_001, 0.999m, 1_000_000_000, TimeSpan.FromDays(90).Ticks, TimeSpan.FromDays(90).Ticks));
    }

    private static int Critical(int n, double p, double significance) =>
        Enumerable.Range(1, n).First(x => BinomialTail.AtLeast(x, n, p) < significance);
}
