using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Tests.Load;

public sealed class LoadTallyTests
{
    private static readonly LoadIdentity Run = new("chat", "capacity", new Instant(0));

    [Fact]
    public void Every_intended_arrival_is_in_the_denominator_of_goodput()
    {
        var tally = new LoadTally([new(LatencyMeasure.Total, TimeSpan.FromMilliseconds(300))]);
        Complete(tally, Request(200), 6);
        Complete(tally, Request(400), 2);
        Complete(tally, Request(100) with { Outcome = Outcome.Http5xx }, 1);
        tally.Schedule();
        tally.Drop();

        var result = Result(tally);
        Assert.Equal((10, 1, 8, 6), (result.Scheduled, result.NotSent, result.Succeeded, result.Good));
        Assert.Equal((1.0, 0.8, 0.6), (result.OfferedRate, result.AchievedRate, result.GoodRate));
        Assert.Null(result.Void);
    }

    [Fact]
    public void No_rate_exceeds_the_offered_one_however_early_the_last_answer_came()
    {
        var tally = new LoadTally([]);
        Complete(tally, Request(200), 20);

        var result = tally.Result(Run, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(9.7), null);
        Assert.Equal((2.0, 2.0, 2.0), (result.OfferedRate, result.AchievedRate, result.GoodRate));
        Assert.Equal(TimeSpan.FromSeconds(10), result.Duration);
        Assert.Equal(TimeSpan.FromSeconds(3), tally.Result(Run, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), "stopped").Duration);
    }

    [Fact]
    public void Latency_runs_from_the_intended_arrival()
    {
        var tally = new LoadTally([new(LatencyMeasure.Total, TimeSpan.FromMilliseconds(300)), new(LatencyMeasure.TimeToFirstToken, TimeSpan.FromMilliseconds(150))]);
        Complete(tally, Request(200) with { ScheduleDelay = TimeSpan.FromMilliseconds(101), TimeToFirstToken = TimeSpan.FromMilliseconds(20) }, 1);
        Complete(tally, Request(200) with { ScheduleDelay = TimeSpan.FromMilliseconds(99), TimeToFirstToken = TimeSpan.FromMilliseconds(50) }, 1);

        var result = Result(tally);
        Assert.Equal(1, result.Good);
        Assert.InRange(result.Latency.P99!.Value, 0.298, 0.305);
        Assert.InRange(result.TimeToFirstToken!.P99!.Value, 0.147, 0.151);
        Assert.True(result.IsGeneratorLimited);
    }

    [Fact]
    public void What_was_not_measured_of_a_successful_request_is_not_good()
    {
        var tally = new LoadTally([new(LatencyMeasure.TimePerOutputToken, TimeSpan.FromSeconds(1))]);
        Complete(tally, Request(200), 1);

        Assert.Equal((1, 0), (Result(tally).Succeeded, Result(tally).Good));
    }

    [Fact]
    public void A_failure_is_slower_than_any_success()
    {
        var tally = new LoadTally([]);
        Complete(tally, Request(100), 94);
        Complete(tally, Request(1) with { Outcome = Outcome.TimeoutTotal }, 6);

        var latency = Result(tally).Latency;
        Assert.InRange(latency.P90!.Value, 0.099, 0.101);
        Assert.Null(latency.P95);
        Assert.Null(Result(tally).TimeToFirstToken);
    }

    [Fact]
    public void A_run_that_was_given_up_or_that_the_agent_could_not_measure_says_nothing()
    {
        var measured = new LoadTally([]);
        Complete(measured, Request(100), 99);
        Complete(measured, Request(0) with { Outcome = Outcome.AgentError, Detail = "secret unreadable" }, 1);
        var unmeasured = new LoadTally([]);
        Complete(unmeasured, Request(100), 98);
        Complete(unmeasured, Request(0) with { Outcome = Outcome.AgentError, Detail = "secret unreadable" }, 2);

        Assert.Null(Result(measured).Void);
        Assert.Equal("2 of 100 requests could not be measured: secret unreadable", Result(unmeasured).Void);
        Assert.Equal("no arrivals", Result(new LoadTally([])).Void);
        Assert.Equal("stopped", measured.Result(Run, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), "stopped").Void);
    }

    [Fact]
    public void Lag_that_is_small_beside_the_latency_does_not_limit() => Gen.Int[1, 400].Sample(milliseconds =>
    {
        var tally = new LoadTally([]);
        Complete(tally, Request(1000) with { ScheduleDelay = TimeSpan.FromMilliseconds(milliseconds) }, 10);

        // A tenth of the median latency, which itself runs from the intended arrival; the histogram is exact to one percent.
        if (milliseconds is < 109 or > 114)
        {
            Assert.Equal(milliseconds > 111, Result(tally).IsGeneratorLimited);
        }
    });

    private static LoadResult Result(LoadTally tally) => tally.Result(Run, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), null);

    private static void Complete(LoadTally tally, ProbeResult result, int times)
    {
        for (var i = 0; i < times; i++)
        {
            tally.Schedule();
            tally.Complete(result);
        }
    }

    private static ProbeResult Request(double milliseconds) => new()
    {
        Service = Run.Service,
        Probe = Run.Probe,
        ScheduledAt = Run.ScheduledAt,
        ScheduleDelay = TimeSpan.Zero,
        Interval = TimeSpan.FromMinutes(1),
        Outcome = Outcome.Success,
        Phases = new Phases { Wait = TimeSpan.FromMilliseconds(milliseconds) },
    };
}
