using SlaAgent.Hosting;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Hosting;

public sealed class AgentClockTests
{
    [Fact]
    public void The_timeline_starts_at_the_wall_clock_and_runs_with_it()
    {
        var time = new SettableWallClock();
        var clock = new AgentClock(time);
        time.Advance(TimeSpan.FromMinutes(5));

        var reading = clock.Read();

        Assert.Equal(time.GetUtcNow(), reading.Wall);
        Assert.Equal(TimeSpan.Zero, reading.WallOffset);
        Assert.Equal(0, clock.WallJumps);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_moves_the_offset_and_not_the_timeline()
    {
        var time = new SettableWallClock();
        var clock = new AgentClock(time);
        var before = clock.Read();
        time.WallShift = TimeSpan.FromHours(-1);
        time.Advance(TimeSpan.FromSeconds(1));

        var after = clock.Read();
        clock.Read();

        Assert.Equal(TimeSpan.FromSeconds(1), after.Now - before.Now);
        Assert.Equal(TimeSpan.FromHours(-1), after.WallOffset);
        Assert.Equal(time.GetUtcNow(), after.Wall);
        Assert.Equal(1, clock.WallJumps);
    }

    [Fact]
    public void Slewing_is_no_jump()
    {
        var time = new SettableWallClock();
        var clock = new AgentClock(time);
        for (var i = 0; i < 20; i++)
        {
            time.WallShift += TimeSpan.FromMilliseconds(500);
            clock.Read();
        }

        Assert.Equal(0, clock.WallJumps);
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Read().WallOffset);
    }
}
