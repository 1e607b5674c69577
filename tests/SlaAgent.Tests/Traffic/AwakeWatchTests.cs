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

    [Fact]
    public void Probes_wait_for_the_first_reading_but_not_for_ever()
    {
        var watch = new AwakeWatch(At(100));
        Assert.Equal("replicas has not been read yet", watch.HeldBecause(Traffic(), isHealth: true, At(119)));
        Assert.Null(watch.HeldBecause(Traffic(), isHealth: true, At(120)));
        Assert.NotNull(watch.HeldBecause(Traffic(seconds: 3600), isHealth: true, At(159)));
        Assert.Null(watch.HeldBecause(Traffic(seconds: 3600), isHealth: true, At(160)));
        watch.Take(null, At(101));
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
