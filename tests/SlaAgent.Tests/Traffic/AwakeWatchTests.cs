using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

public sealed class AwakeWatchTests
{
    private static readonly MetricSource Replicas = MetricSource.Of("replicas");

    private static Instant At(double seconds) => new(TimeSpan.FromSeconds(seconds).Ticks);

    private static TrafficSettings Traffic(ProbesAsleep probes = ProbesAsleep.None, double seconds = 15) =>
        new(null, TimeSpan.FromSeconds(seconds), null) { Awake = new(Replicas, null, probes) };

    [Theory]
    [InlineData(0.1, 10)]
    [InlineData(15, 45)]
    [InlineData(3600, 60)]
    public void Probes_wait_for_a_reading_that_tells_but_not_for_ever(double interval, double wait)
    {
        var (watch, traffic) = (new AwakeWatch(At(100)), Traffic(seconds: interval));
        Assert.Equal("it is not known yet whether the service is scaled to nothing, by replicas", watch.HeldBecause(traffic, isHealth: true, At(100)));
        watch.Take(null, At(101));
        Assert.NotNull(watch.HeldBecause(traffic, isHealth: true, At(99.9 + wait)));
        Assert.Null(watch.HeldBecause(traffic, isHealth: true, At(100 + wait)));
    }

    [Fact]
    public void They_wait_no_longer_when_it_is_told_to_be_awake()
    {
        var watch = new AwakeWatch(At(100));
        watch.Take(true, At(101));
        Assert.Null(watch.HeldBecause(Traffic(), isHealth: true, At(101)));
    }

    [Fact]
    public void Nothing_waits_for_what_is_not_read() => Assert.Null(new AwakeWatch(At(0)).HeldBecause(new(null, TimeSpan.FromSeconds(15), null), isHealth: false, At(0)));

    [Theory]
    [InlineData(ProbesAsleep.None, true, true)]
    [InlineData(ProbesAsleep.Health, false, true)]
    [InlineData(ProbesAsleep.All, false, false)]
    public void While_it_sleeps_those_probes_go_on_that_may(ProbesAsleep probes, bool isHealthHeld, bool isInferenceHeld)
    {
        var watch = new AwakeWatch(At(0));
        watch.Take(false, At(1));
        Assert.Equal(isHealthHeld, watch.HeldBecause(Traffic(probes), isHealth: true, At(2)) is not null);
        Assert.Equal(isInferenceHeld ? "the service is scaled to nothing: replicas is 0" : null, watch.HeldBecause(Traffic(probes), isHealth: false, At(2)));
    }

    [Fact]
    public void It_is_believed_for_five_minutes_and_less_where_it_is_said_to_be_awake()
    {
        var watch = new AwakeWatch(At(0));
        watch.Take(false, At(0));
        watch.Take(null, At(200));
        Assert.NotNull(watch.HeldBecause(Traffic(), isHealth: false, At(300)));
        Assert.Null(watch.HeldBecause(Traffic(), isHealth: false, At(301)));
        watch.Take(false, At(400));
        watch.Take(true, At(415));
        Assert.Null(watch.HeldBecause(Traffic(), isHealth: false, At(416)));
    }
}
