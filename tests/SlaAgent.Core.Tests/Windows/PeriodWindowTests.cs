using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Windows;

public sealed class PeriodWindowTests
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(int Minute, SlotSums Counts)[]> Events = Gen.Select(
        Gen.Int[0, 90 * 24 * 60], Gen.Int[0, 50], Gen.Int[0, 5], (minute, good, bad) => (minute, new SlotSums(good, bad, TimeSpan.TicksPerMinute, 0))).Array[0, 200];

    [Fact]
    public void A_window_split_at_any_point_adds_up() => Gen.Select(Events, Gen.Int[0, 4], Gen.Bool).Sample((events, unit, isRestored) =>
    {
        // Whatever the calendar, the periods that a year falls into hold each event once, and together all of them.
        var (whole, split) = (Window(CalendarUnit.Year), Window((CalendarUnit)unit));
        split.Timeline.IndexOf(At(365 * 24 * 60));
        foreach (var (minute, counts) in events)
        {
            whole.Add(At(minute), counts);
            if (isRestored)
            {
                split.Restore(Beginning.AddMinutes(minute), At(minute), counts);
            }
            else
            {
                split.Add(At(minute), counts);
            }
        }

        var sum = default(SlotSums);
        while (true)
        {
            var (from, to) = (split.Start, split.End);
            var expected = events.Where(e => At(e.Minute) >= from && At(e.Minute) < to).Aggregate(default(SlotSums), (all, e) => all + e.Counts);
            Assert.Equal(expected, split.Sum);
            sum += split.Sum;
            if (split.Timeline.Begun == 1)
            {
                break;
            }

            split.Timeline.Leave(1);
            split.Leave(1);
        }

        Assert.Equal(whole.Sum, sum);
    });

    [Fact]
    public void Bad_events_that_come_in_bursts_are_more_dispersed_than_those_that_come_singly()
    {
        var (even, bursts) = (Window(CalendarUnit.Month), Window(CalendarUnit.Month));
        for (var hour = 0; hour < 240; hour++)
        {
            even.Add(At(hour * 60), new SlotSums(59, 1, 0, 0));
            bursts.Add(At(hour * 60), hour % 60 == 0 ? new SlotSums(0, 60, 0, 0) : new SlotSums(60, 0, 0, 0));
        }

        Assert.Equal(even.Sum, bursts.Sum);
        Assert.Equal(1, even.Dispersion(TimeSpan.FromHours(240)));
        Assert.Equal(59.2, bursts.Dispersion(TimeSpan.FromHours(240)), 0.1);
    }

    private static PeriodWindow Window(CalendarUnit unit) => new(new PeriodTimeline(new CalendarPeriods(unit, TimeZoneInfo.Utc), new ClockReading(At(0), TimeSpan.Zero)));

    private static Instant At(int minute) => new(Beginning.AddMinutes(minute).UtcTicks);
}
