using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Readings;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class ThroughputTests
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(6);

    private static readonly int[] Lengths = [5, 6, 10, 12, 15, 20, 30];

    private static Readings Begun(Objective objective)
    {
        var readings = new Readings(objective, Hours);
        readings.Read(Counts(0), TimeSpan.Zero);
        return readings;
    }

    [Theory]
    [InlineData(1200, 1)]
    [InlineData(1199, 0)]
    public void A_slice_is_good_when_its_work_over_its_measured_time_is_exactly_the_promised_rate_or_more(long work, long good)
    {
        var readings = Begun(Throughput(20));
        for (var i = 0; i < 4; i++)
        {
            readings.Read(Counts((work * (i + 1) / 4) - (work * i / 4)));
        }

        readings.Pass(TimeSpan.FromSeconds(30));
        readings.Scenario.Evaluate();
        Assert.Equal((1, good), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
        Assert.Equal((20.0, work / 60.0), (readings.Scenario.Status.AtLeastPerSecond, readings.Scenario.Status.LastPerSecond));
    }

    [Fact]
    public void A_slice_without_a_request_is_no_event_and_measured_or_a_bad_one_where_idleness_counts()
    {
        foreach (var countsIdle in new[] { false, true })
        {
            var readings = Begun(Throughput(20, countsIdle));
            readings.Read(60, Counts(0));
            Assert.Equal((countsIdle ? 14 : 0, 0, 1.0), (readings.Scenario.Status.Events, readings.Scenario.Status.Good, readings.Scenario.Status.Coverage));
        }
    }

    [Fact]
    public void A_slice_in_which_a_request_only_waits_is_not_idle()
    {
        var readings = Begun(Throughput(20));
        readings.Read(12, Counts(0) with { Waiting = 1 });
        Assert.Equal((2, 0), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }

    [Fact]
    public void Little_demand_is_little_work_as_it_is_written()
    {
        var readings = Begun(Throughput(20));
        readings.Read(40, Counts(15));
        Assert.Equal((ObjectiveStatusKind.AtRisk, 0L), (readings.Scenario.Status.Status, readings.Scenario.Status.Good));
        Assert.Equal("too little work (9 of 9)", readings.Scenario.Status.CommonestFailure);
    }

    [Fact]
    public void A_slice_that_is_not_wholly_covered_is_no_event_and_lowers_coverage()
    {
        var readings = Begun(Throughput(20));
        readings.Read(40, Counts(400));
        Assert.Equal((9, 9, 1.0), (readings.Scenario.Status.Events, readings.Scenario.Status.Good, readings.Scenario.Status.Coverage));
        readings.Forget();
        readings.Read(40, Counts(400));
        var status = readings.Scenario.Status;
        Assert.Equal((18, 18), (status.Events, status.Good));
        Assert.Equal(18 / 19.0, status.Coverage!.Value, 6);
    }

    [Fact]
    public void One_failed_reading_costs_no_slice_and_many_cost_theirs()
    {
        var readings = Begun(Throughput(20));
        readings.Read(16, Counts(400));
        readings.Fail();
        readings.Read(16, Counts(400));
        Assert.Equal(1.0, readings.Scenario.Status.Coverage);
        for (var i = 0; i < 8; i++)
        {
            readings.Fail();
        }

        readings.Read(16, Counts(400));
        Assert.InRange(readings.Scenario.Status.Coverage!.Value, 0.7, 0.9);
    }

    [Fact]
    public void Tokens_are_work_too()
    {
        var readings = Begun(Throughput(100, measure: ThroughputMeasure.OutputTokens));
        readings.Read(12, Counts(150));
        Assert.Equal((2, 2, 100.0), (readings.Scenario.Status.Events, readings.Scenario.Status.Good, readings.Scenario.Status.LastPerSecond));
    }

    [Fact]
    public void A_kill_costs_the_slices_that_could_not_be_read_whole_and_no_other_and_none_counts_twice()
    {
        var readings = Begun(Throughput(20));
        readings.Read(23, Counts(400));
        readings.Scenario.KillAndRestart();
        readings.Forget();
        readings.Read(24, Counts(400));

        // Read from 12:00:00 to 12:05:45, then from 12:06:00 to 12:11:45: the slice of 12:05 has a hole.
        Assert.Equal((10, 10), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
        Assert.Equal(10 / 11.0, readings.Scenario.Status.Coverage!.Value, 2);
        readings.Pass(TimeSpan.FromMinutes(3));
        readings.Scenario.Evaluate();
        Assert.All(readings.Scenario.AddedUp().Where(record => record.Series.EndsWith("/slice", StringComparison.Ordinal)), record =>
            Assert.Equal((0, 0, TimeSpan.Zero, TimeSpan.Zero), (record.Good, record.Bad, record.Covered, record.Waived)));
    }

    [Fact]
    public void A_kill_between_the_last_reading_of_a_slice_and_its_judging_loses_nothing()
    {
        var readings = Begun(Throughput(20));
        readings.Read(5, Counts(400));
        readings.Scenario.KillAndRestart();
        readings.Pass(TimeSpan.FromSeconds(20));
        readings.Scenario.Evaluate();
        Assert.Equal((1, 1), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }

    [Fact]
    public void Slices_are_those_of_a_reckoning_by_hand() => Gen.Select(
        Gen.Select(Gen.Int[200, 2000], Gen.Int[0, 60], Gen.Int[0, 9]).Array[20, 80], Gen.Int[0, 6].Select(i => Lengths[i])).Sample((steps, length) =>
    {
        // Times in tens of milliseconds, so that readings and slices meet at odd places; one in ten has nothing to compare with.
        var readings = new Readings(Throughput(2, slice: length), Hours);
        var tick = TimeSpan.TicksPerMillisecond * 10;
        var (now, seen) = (0L, new List<(long From, long To, long Work)>());
        foreach (var (step, work, kind) in steps)
        {
            readings.Pass(new TimeSpan(step * tick));
            var from = kind == 0 ? now + step : now;
            readings.Scenario.Judge.Observe(Counts(work) with { From = new(Scenario.Beginning.UtcTicks + (from * tick)), To = readings.Scenario.Now });
            now += step;
            seen.Add((from, now, work));
        }

        readings.Pass(TimeSpan.FromMinutes(2));
        readings.Scenario.Evaluate();
        var (slice, good, events) = (length * 100L, 0, 0);
        for (var start = 0L; start < now; start += slice)
        {
            var usable = seen.Where(r => r.To > r.From && r.To - r.From <= slice).ToList();
            var own = usable.Where(r => r.To > start && r.To <= start + slice).ToList();
            var covered = usable.Sum(r => Math.Max(0, Math.Min(r.To, start + slice) - Math.Max(r.From, start)));
            if (covered == slice && own.Sum(r => r.Work) > 0)
            {
                events++;
                good += own.Sum(r => r.Work) * 100 >= 2 * own.Sum(r => r.To - r.From) ? 1 : 0;
            }
        }

        Assert.Equal((events, good), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }, iter: 100);
}
