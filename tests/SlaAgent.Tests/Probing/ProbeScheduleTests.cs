using CsCheck;
using SlaAgent.Core.Time;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class ProbeScheduleTests
{
    [Fact]
    public void An_offset_lies_within_the_interval_and_is_always_the_same() =>
        Gen.Select(Gen.String, Gen.String, Gen.Long[1, TimeSpan.TicksPerDay]).Sample((service, probe, ticks) =>
        {
            var offset = ProbeSchedule.Offset(service, probe, new TimeSpan(ticks));

            Assert.InRange(offset.Ticks, 0, ticks - 1);
            Assert.Equal(offset, ProbeSchedule.Offset(service, probe, new TimeSpan(ticks)));
        });

    [Fact]
    public void Service_and_probe_are_not_run_together() =>
        Assert.NotEqual(ProbeSchedule.Offset("ab", "c", TimeSpan.FromSeconds(1)), ProbeSchedule.Offset("a", "bc", TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1000, 1)]
    [InlineData(5999, 5)]
    public void A_start_is_overtaken_when_the_next_one_is_due_as_well(int lateMilliseconds, long overtaken)
    {
        var due = new Instant(TimeSpan.TicksPerDay);

        Assert.Equal(overtaken, ProbeSchedule.Overtaken(due, due + TimeSpan.FromMilliseconds(lateMilliseconds), TimeSpan.FromSeconds(1)));
    }
}
