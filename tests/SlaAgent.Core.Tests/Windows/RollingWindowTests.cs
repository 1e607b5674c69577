using CsCheck;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Windows;

public sealed class RollingWindowTests
{
    private static readonly long Base = Scenario.Beginning.UtcTicks;

    [Fact]
    public void Sums_equal_those_of_counting_everything_again() =>
        Gen.Select(Gen.Int[-400, 60], Gen.Int[0, 30], Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 200].Sample(steps =>
        {
            var window = new RollingWindow(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(1));
            var kept = new List<(long Second, SlotSums Counts)>();
            var now = Base / TimeSpan.TicksPerSecond;
            window.Advance(new Instant(now * TimeSpan.TicksPerSecond));
            foreach (var (offset, pass, good, bad) in steps)
            {
                // An occasional leap, so that gaps longer than the window occur.
                now += pass == 30 ? 700 : pass;
                window.Advance(new Instant(now * TimeSpan.TicksPerSecond));
                var second = now + Math.Min(0, offset);
                var counts = new SlotSums(good, bad, 7, 3);
                Assert.Equal(second >= now - 300, window.Add(new Instant((second * TimeSpan.TicksPerSecond) + 5), counts));
                kept.Add((second, counts));
                var expected = kept.Where(entry => entry.Second >= now - 300).Aggregate(default(SlotSums), (sum, entry) => sum + entry.Counts);
                Assert.Equal(expected, window.Sum);
            }
        });

    [Theory]
    [InlineData("00:05:00", "00:00:01")]
    [InlineData("00:30:00", "00:00:05")]
    [InlineData("01:00:00", "00:00:10")]
    [InlineData("02:00:00", "00:00:30")]
    [InlineData("06:00:00", "00:01:00")]
    [InlineData("1.00:00:00", "00:05:00")]
    [InlineData("3.00:00:00", "00:15:00")]
    [InlineData("30.00:00:00", "01:00:00")]
    [InlineData("90.00:00:00", "03:00:00")]
    public void Slots_have_widths_that_people_recognise(string length, string width) =>
        Assert.Equal(TimeSpan.Parse(width, null), SlotWidth.For(TimeSpan.Parse(length, null)));

    [Fact]
    public void Any_window_up_to_90_days_has_a_bounded_number_of_slots() =>
        Gen.Double[0.5, 90 * 86400.0].Sample(seconds =>
        {
            var length = TimeSpan.FromSeconds(seconds);
            var slots = length / SlotWidth.For(length);
            return slots is >= 200 and <= 1500;
        });

    [Fact]
    public void A_window_set_hands_over_each_count_once_and_as_finely_as_it_can() =>
        Gen.Select(Gen.Int[0, 86_000], Gen.Int[1, 5]).Array[1, 300].Sample(samples =>
        {
            TimeSpan[] lengths = [TimeSpan.FromDays(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)];
            var (from, into, direct) = (new WindowSet(lengths), new WindowSet([.. lengths, TimeSpan.FromHours(6)]), new WindowSet(lengths));
            foreach (var (second, bad) in samples.OrderBy(sample => sample.Item1))
            {
                from.Add(new Instant(Base + (second * TimeSpan.TicksPerSecond)), new SlotSums(1, bad, 10, 0));
            }

            foreach (var (at, counts) in from.Contents())
            {
                into.Add(at, counts);
                direct.Add(at, counts);
            }

            foreach (var length in lengths)
            {
                Assert.Equal(from.Of(length).Sum, direct.Of(length).Sum);
                Assert.Equal(from.Of(length).Sum, into.Of(length).Sum);
            }
        });
}
