using SlaAgent.Core.Consequences;
using SlaAgent.Core.Time;
using SlaAgent.Telemetry;

namespace SlaAgent.Tests.Telemetry;

public sealed class GateCountersTests
{
    private static readonly GateStatus Closed = new("gold", false, "breached", null);

    [Fact]
    public void Only_closed_time_counts_and_it_never_goes_back()
    {
        var counters = new GateCounters();
        counters.Record([Closed with { IsOpen = true }], At(0));
        counters.Record([Closed], At(10));
        Assert.Equal(TimeSpan.Zero, counters.ClosedOf("gold"));
        counters.Record([Closed], At(25));
        Assert.Equal(TimeSpan.FromSeconds(15), counters.ClosedOf("gold"));
        counters.Record([Closed], At(20));
        Assert.Equal(TimeSpan.FromSeconds(15), counters.ClosedOf("gold"));
        counters.Record([Closed with { IsOpen = true }], At(30));
        counters.Record([Closed with { IsOpen = true }], At(90));
        Assert.Equal(TimeSpan.FromSeconds(25), counters.ClosedOf("gold"));
        Assert.Equal(TimeSpan.Zero, counters.ClosedOf("silver"));
    }

    private static Instant At(double seconds) => new(TimeSpan.FromSeconds(seconds).Ticks);
}
