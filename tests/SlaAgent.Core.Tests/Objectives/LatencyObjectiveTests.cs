using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class LatencyObjectiveTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_percentile_is_shown_and_counts_at_the_threshold_decide()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.95m, 300), Hour)));
        var n = 0;
        scenario.Run(Hour, (at, probe) => Result(probe, at, Outcome.Success, n++ % 20 == 0 ? 900 : 100));
        Assert.Equal((720, 684), (scenario.Status.Events, scenario.Status.Good));
        Assert.InRange(scenario.Status.PercentileSeconds!.Value, 0.099, 0.101);
        Assert.Equal(ObjectiveStatusKind.Ok, scenario.Status.Status);
        Assert.Equal((0.95, 0.3), (scenario.Status.Percentile, scenario.Status.ThresholdSeconds));
    }

    [Fact]
    public void Time_outs_never_improve_a_percentile()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.95m, 300), Hour)));
        var n = 0;
        scenario.Run(Hour, (at, probe) => n++ % 10 == 0 ? Result(probe, at, Outcome.TimeoutTotal, 1) : Result(probe, at, Outcome.Success, 100));
        Assert.Equal(648, scenario.Status.Good);
        Assert.Null(scenario.Status.PercentileSeconds);
    }

    [Fact]
    public void Failures_can_be_left_out_and_are_still_measured_time()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.95m, 300, excludeFailures: true), Hour)));
        var n = 0;
        scenario.Run(Hour, (at, probe) => Result(probe, at, n++ % 2 == 0 ? Outcome.Http5xx : Outcome.Success));
        Assert.Equal((360, 360, 1.0), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Coverage));
    }

    [Fact]
    public void Exactly_at_the_threshold_is_good()
    {
        var indicator = Latency(0.95m, 300).Indicator;
        var at = new Instant(Beginning.UtcTicks);
        Assert.True(ObservedEvent.Of(indicator, Result(Inference(), at, Outcome.Success, 300)).Good);
        Assert.False(ObservedEvent.Of(indicator, Result(Inference(), at, Outcome.Success, 300.001)).Good);
    }

    [Theory]
    [InlineData(LatencyMeasure.FirstByte, 10)]
    [InlineData(LatencyMeasure.TimeToFirstToken, 20)]
    [InlineData(LatencyMeasure.TimePerOutputToken, 30)]
    [InlineData(LatencyMeasure.InterChunkLatency, 40)]
    [InlineData(LatencyMeasure.Total, 100)]
    public void Each_measure_judges_its_own_duration(LatencyMeasure measure, double milliseconds)
    {
        var result = Result(Inference(), new Instant(Beginning.UtcTicks), Outcome.Success) with
        {
            FirstByte = TimeSpan.FromMilliseconds(10), TimeToFirstToken = TimeSpan.FromMilliseconds(20),
            TimePerOutputToken = TimeSpan.FromMilliseconds(30), InterChunkLatency = TimeSpan.FromMilliseconds(40),
        };
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ObservedEvent.Of(Latency(0.95m, 300, measure).Indicator, result).Latency);
    }

    [Fact]
    public void A_single_token_has_no_time_per_token_and_is_no_event_but_measured()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.95m, 50, LatencyMeasure.TimePerOutputToken), Hour)));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        Assert.Equal((0, 1.0), (scenario.Status.Events, scenario.Status.Coverage));
        Assert.Null(scenario.Status.Compliance);
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Http5xx);
        Assert.Equal((12, 0), (scenario.Status.Events, scenario.Status.Good));
    }

    [Fact]
    public void How_late_a_probe_started_is_no_part_of_its_latency()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.95m, 300), Hour)));
        scenario.Run(Hour, (at, probe) => Result(probe, at, Outcome.Success, 300) with { ScheduleDelay = TimeSpan.FromSeconds(4) });
        Assert.Equal((720, 720), (scenario.Status.Events, scenario.Status.Good));
        Assert.InRange(scenario.Status.PercentileSeconds!.Value, 0.297, 0.303);
    }
}
