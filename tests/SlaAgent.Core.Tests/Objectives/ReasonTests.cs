using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Windows;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class ReasonTests
{
    [Fact]
    public void Why_events_were_bad_is_written_by_the_names_of_outcomes()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m)), Inference(1)));
        Outcome[] answers = [Outcome.Success, Outcome.Http5xx, Outcome.TimeoutTotal, Outcome.Http5xx, Outcome.Skipped];
        var i = 0;
        scenario.Run(TimeSpan.FromSeconds(5), (at, probe) => Result(probe, at, answers[i++]));
        Assert.Equal("http_5xx 2,timeout_total 1", Reasons(scenario));
    }

    [Fact]
    public void A_success_beyond_the_threshold_was_too_slow_and_a_failure_keeps_its_own_name()
    {
        var scenario = new Scenario(Configure(Agreement(Latency(0.9m, 200)), Inference(1)));
        scenario.Run(TimeSpan.FromSeconds(3), (at, probe) => Result(probe, at, Outcome.Success, 300));
        scenario.Run(TimeSpan.FromSeconds(2), (at, probe) => Result(probe, at, Outcome.Truncated));
        scenario.Run(TimeSpan.FromSeconds(2), (at, probe) => Result(probe, at, Outcome.Success));
        Assert.Equal("too_slow 3,truncated 2", Reasons(scenario));
    }

    [Fact]
    public void Starts_that_were_held_back_are_counted_with_the_answer_that_ended_them()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m)), Inference(1)));
        scenario.Run(TimeSpan.FromSeconds(1), (at, probe) => Result(probe, at, Outcome.Http429) with { HeldBefore = 3 });
        Assert.Equal("http_429 4", Reasons(scenario));
    }

    [Fact]
    public void Excluded_time_has_no_reasons()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m)), Inference(1)));
        scenario.Exclude(TimeSpan.Zero, TimeSpan.FromSeconds(5));
        scenario.Run(TimeSpan.FromSeconds(8), Outcome.DnsError);
        Assert.Equal("dns_error 3", Reasons(scenario));
    }

    [Fact]
    public void The_bad_requests_of_users_failed_or_were_too_slow()
    {
        var readings = new Readings(Readings.Latency(0.9m, 500));
        readings.Read(Readings.Counts(0));
        readings.Read(Readings.Counts(90, 4) with { Duration = Readings.Buckets([0.5, 1], 70, 20, 0) });
        Assert.Equal("failed 4,too_slow 20", Reasons(readings.Scenario));
    }

    [Fact]
    public void A_slice_with_too_little_work_says_so()
    {
        var readings = new Readings(Readings.Throughput(10));
        readings.Read(41, Readings.Counts(15));
        var bad = readings.Scenario.Store.Where(record => !IsSlice(record)).Sum(record => record.Bad);
        Assert.True(bad > 0);
        Assert.Equal($"too_little_work {bad}", Reasons(readings.Scenario));
    }

    [Fact]
    public void Of_slices_the_reasons_are_those_of_the_bad_events_in_them()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, slices: new Timeslices(TimeSpan.FromMinutes(1), 0.5m))), Inference(1)));
        scenario.Run(TimeSpan.FromSeconds(20), Outcome.Stalled);
        scenario.Run(TimeSpan.FromSeconds(160), Outcome.Success);
        Assert.Equal("stalled 20", Reasons(scenario));
    }

    [Fact]
    public void Reasons_add_up_to_the_bad_events_whatever_comes() =>
        Gen.Select(Gen.Int[0, Outcomes.All.Length - 1].Array[1, 60], Gen.Bool, Gen.Int[1, 400]).Sample((outcomes, isLatency, milliseconds) =>
        {
            var scenario = new Scenario(Configure(Agreement(isLatency ? Latency(0.9m, 200) : Availability(0.9m)), Inference(1)));
            var i = 0;
            scenario.Run(TimeSpan.FromSeconds(outcomes.Length), (at, probe) => Result(probe, at, (Outcome)outcomes[i++], milliseconds));
            Assert.All(scenario.Store, record => Assert.Equal(record.Bad, SlotReasons.Read(record.Reasons).Sum(reason => reason.Count)));
        }, iter: 200);

    [Fact]
    public void A_reading_that_spans_many_intervals_keeps_its_reasons_in_each_piece() =>
        Gen.Select(Gen.Long[0, 500], Gen.Long[0, 500], Gen.Long[0, 500], Gen.Int[1, 40]).Sample((good, slow, failed, intervals) =>
        {
            var readings = new Readings(Readings.Latency(0.9m, 500));
            readings.Read(Readings.Counts(0));
            readings.Read(Readings.Counts(good + slow, failed) with { Duration = Readings.Buckets([0.5, 1], good, slow, 0) }, Readings.Interval * intervals);
            Assert.All(readings.Scenario.Store, record => Assert.Equal(record.Bad, SlotReasons.Read(record.Reasons).Sum(reason => reason.Count)));
            Assert.All(readings.Scenario.Store, record => Assert.All(SlotReasons.Read(record.Reasons), reason => Assert.True(reason.Count > 0)));
            var total = SlotReasons.Read(Reasons(readings.Scenario)).ToDictionary(reason => reason.Reason, reason => reason.Count);
            Assert.Equal((failed, slow), (total.GetValueOrDefault("failed"), total.GetValueOrDefault("too_slow")));
        }, iter: 100);

    private static bool IsSlice(SlotRecord record) => record.Series.EndsWith("/slice", StringComparison.Ordinal);

    private static string Reasons(Scenario scenario) =>
        scenario.Store.Where(record => !IsSlice(record)).Aggregate("", (sum, record) => SlotReasons.Merge(sum, record.Reasons));
}
