using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Readings;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class TrafficObjectiveTests
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(6);

    [Fact]
    public void Every_request_is_an_event_and_readings_without_a_gap_cover_all_the_time()
    {
        var readings = new Readings(Availability(0.9m), Hours);
        readings.Read(40, Counts(99, 1));
        var status = readings.Scenario.Status;
        Assert.Equal((39 * 99L, 39 * 100L, 1.0), (status.Good, status.Events, status.Coverage));
        Assert.Equal((ObjectiveStatusKind.Ok, "traffic", false), (status.Status, status.Source, status.HoldsProbes));
    }

    [Fact]
    public void Time_without_requests_is_measured_and_holds_no_events()
    {
        var readings = new Readings(Availability(0.9m), Hours);
        readings.Read(20, Counts(10));
        readings.Read(19, Counts(0));
        Assert.Equal((190, 1.0, ObjectiveStatusKind.Ok), (readings.Scenario.Status.Events, readings.Scenario.Status.Coverage, readings.Scenario.Status.Status));
        readings.Read(3, Counts(0));
        Assert.Equal((ObjectiveStatusKind.Unknown, "no event for 5m"), (readings.Scenario.Status.Status, readings.Scenario.Status.Reason));
    }

    [Fact]
    public void A_failed_reading_lowers_coverage_until_one_that_spans_it_makes_it_good()
    {
        var readings = new Readings(Availability(0.9m), Hours);
        readings.Read(9, Counts(10));
        for (var i = 0; i < 2; i++)
        {
            readings.Fail();
        }

        Assert.Equal(0.8, readings.Scenario.Status.Coverage);
        Assert.Equal("coverage 80.0%", readings.Scenario.Status.Reason);
        readings.Read(Counts(31, 5));
        Assert.Equal((1.0, 8 * 10L + 36), (readings.Scenario.Status.Coverage, readings.Scenario.Status.Events));
    }

    [Fact]
    public void A_reading_over_many_intervals_is_spread_over_them_and_its_sum_is_exact()
    {
        var readings = new Readings(Availability(0.9m), TimeSpan.FromMinutes(5));
        readings.Read(2, Counts(0));
        readings.Read(Counts(1000, 1), TimeSpan.FromMinutes(10));

        // Half of ten minutes lies in the window of five, give or take the piece at its edge.
        Assert.InRange(readings.Scenario.Status.Events, 500, 530);
        Assert.Equal((1000, 1), (readings.Scenario.Store.Sum(record => record.Good), readings.Scenario.Store.Sum(record => record.Bad)));
        Assert.Equal(1.0, readings.Scenario.Status.Coverage);
    }

    [Fact]
    public void What_the_server_does_not_tell_is_not_measured_and_said_so()
    {
        var readings = new Readings(Availability(0.9m), Hours);
        readings.Read(60, Counts(5) with { Bad = null });
        Assert.Equal((0, 0.0, "coverage 0.0%"), (readings.Scenario.Status.Events, readings.Scenario.Status.Coverage, readings.Scenario.Status.Reason));
        readings.Read(60, Counts(5) with { Bad = null });
        var missing = Assert.Single(readings.Scenario.Open);
        Assert.EndsWith(
            "see what keeps the agent from reading the server's own metrics. Last: the server's metrics do not tell what it takes to judge this.", missing.Annotations.Find("description"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_breach_by_users_requests_opens_an_incident_that_tells_of_them()
    {
        var readings = new Readings(Availability(0.99m), TimeSpan.FromMinutes(30));
        readings.Read(20, Counts(100));
        readings.Read(20, Counts(50, 50));
        Assert.Equal(ObjectiveStatusKind.Breached, readings.Scenario.Status.Status);
        var breach = Assert.Single(readings.Scenario.Open, incident => incident.AlertName == "SlaBreached");
        Assert.Contains("requests of users", breach.Annotations.Find("description"), StringComparison.Ordinal);
        Assert.Contains("Commonest failure: failed (", breach.Annotations.Find("description"), StringComparison.Ordinal);

        // The reading that tipped it ended at 12:05:45; somewhere in it the budget was spent.
        Assert.Equal(Scenario.Beginning + TimeSpan.FromSeconds(330), breach.StartedAt);
    }

    [Fact]
    public void A_slice_takes_the_requests_of_the_readings_that_end_in_it()
    {
        var readings = new Readings(Availability(0.9m, 1, new Timeslices(TimeSpan.FromMinutes(1), 0.95m)), Hours);
        readings.Read(Counts(0), TimeSpan.Zero);
        readings.Read(4, Counts(24, 1));
        readings.Read(4, Counts(18, 2));
        readings.Read(4, Counts(0));
        Assert.Equal((2, 1), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }

    [Fact]
    public void A_kill_at_any_moment_changes_no_verdict_but_by_what_was_not_read_meanwhile() =>
        Gen.Select(Gen.Int[0, 30].Array[40, 80], Gen.Int[1, 39], Gen.Int[0, 2]).Sample((bad, killAt, kind) =>
        {
            Readings Make() => new(
                kind switch
                {
                    0 => Availability(0.9m, 20),
                    1 => Latency(0.9m, 300),
                    _ => Availability(0.9m, 2, new Timeslices(TimeSpan.FromMinutes(1), 0.8m)),
                },
                TimeSpan.FromMinutes(30));
            var (steady, killed) = (Make(), Make());
            steady.Read(Counts(0), TimeSpan.FromSeconds(10));
            killed.Read(Counts(0), TimeSpan.FromSeconds(10));
            for (var i = 0; i < bad.Length; i++)
            {
                var counts = Counts(100 - bad[i], bad[i]) with { Duration = Buckets([0.1, 0.3, 1], 50, 50 - bad[i], bad[i], 0) };
                steady.Read(counts);
                killed.Read(counts);
                if (i == killAt)
                {
                    killed.Scenario.KillAndRestart();
                }
            }

            var (expected, actual) = (steady.Scenario.Status, killed.Scenario.Status);
            Assert.Equal((expected.Status, expected.Good, expected.Events, expected.ErrorBudgetRemaining), (actual.Status, actual.Good, actual.Events, actual.ErrorBudgetRemaining));
            Assert.Equal(
                (expected.PercentileSeconds, expected.PercentileLowerSeconds, expected.PercentileUpperSeconds), (actual.PercentileSeconds, actual.PercentileLowerSeconds, actual.PercentileUpperSeconds));
        }, iter: 40);
}
