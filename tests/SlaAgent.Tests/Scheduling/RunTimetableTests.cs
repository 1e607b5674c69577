using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.Scheduling;

namespace SlaAgent.Tests.Scheduling;

public sealed class RunTimetableTests
{
    private static readonly ClockReading Now = At("2026-03-27T10:00:00Z");

    [Fact]
    public void Runs_at_an_interval_keep_their_place_in_it()
    {
        var timetable = new RunTimetable("chat", "capacity", new RunSchedule.Every(TimeSpan.FromHours(6)), Now.Now);
        var first = timetable.Next(Now.Now, Now)!.Value;

        Assert.InRange(first - Now.Now, TimeSpan.Zero, TimeSpan.FromHours(6));
        Assert.Equal(first + TimeSpan.FromHours(6), timetable.Next(first, Now));
        Assert.Equal(first + TimeSpan.FromHours(18), timetable.Next(first + TimeSpan.FromHours(17), Now));
    }

    [Fact]
    public void Runs_by_the_wall_clock_follow_the_zone_through_its_change_of_hour()
    {
        var timetable = new RunTimetable("chat", "capacity", new RunSchedule.Cron("30 3 * * *", "Europe/Berlin", TimeSpan.FromHours(25)), Now.Now);

        // Summer time begins on the 29th: 03:30 is at 02:30 UTC until then, and at 01:30 UTC from then on.
        Assert.Equal(At("2026-03-28T02:30:00Z").Now, timetable.Next(Now.Now, Now));
        Assert.Equal(At("2026-03-29T01:30:00Z").Now, timetable.Next(At("2026-03-28T02:30:00Z").Now, Now));
    }

    [Fact]
    public void A_wall_clock_that_is_set_moves_the_runs_of_the_wall_clock()
    {
        var timetable = new RunTimetable("chat", "capacity", new RunSchedule.Cron("0 12 * * *", "UTC", TimeSpan.FromDays(1)), Now.Now);
        var hourAhead = Now with { WallOffset = TimeSpan.FromHours(1) };

        Assert.Equal(TimeSpan.FromHours(2), timetable.Next(Now.Now, Now) - Now.Now);
        Assert.Equal(TimeSpan.FromHours(1), timetable.Next(Now.Now, hourAhead) - Now.Now);
    }

    private static ClockReading At(string wall) => new(new Instant(DateTimeOffset.Parse(wall, CultureInfo.InvariantCulture).UtcTicks), TimeSpan.Zero);
}
