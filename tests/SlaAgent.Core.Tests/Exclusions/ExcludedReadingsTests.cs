using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Tests.Exclusions;

/// <summary>Readings of a server's metrics stand for stretches of time, not for moments.</summary>
public sealed class ExcludedReadingsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_reading_is_left_out_only_where_all_of_its_time_is_excluded()
    {
        var readings = new Readings(Readings.Availability(0.9m), TimeSpan.FromHours(2));
        readings.Read(4, Readings.Counts(10));

        // Begins and ends in the middle of a reading: both count, the three between them do not.
        readings.Scenario.Exclude(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(65));
        readings.Read(5, Readings.Counts(1, 1));
        readings.Read(4, Readings.Counts(10));

        Assert.Equal((72L, 74L, 1.0), (readings.Scenario.Status.Good, readings.Scenario.Status.Events, readings.Scenario.Status.Coverage!.Value));
        Assert.Equal(ObjectiveStatusKind.Ok, readings.Scenario.Status.Status);
    }

    [Fact]
    public void Of_a_reading_that_reaches_back_over_excluded_time_only_the_share_of_the_rest_counts()
    {
        var readings = new Readings(Readings.Availability(0.9m), TimeSpan.FromHours(2));
        readings.Read(4, Readings.Counts(10));
        readings.Scenario.Exclude(TimeSpan.Zero, 3 * Minute);
        for (var i = 0; i < 11; i++)
        {
            readings.Fail();
            Assert.Equal(ObjectiveStatusKind.Excluded, readings.Scenario.Status.Status);
        }

        readings.Fail();

        // 195 s since the last good one, of which 15 count.
        readings.Read(Readings.Counts(130, 65));
        Assert.Equal((40L, 45L), (readings.Scenario.Status.Good, readings.Scenario.Status.Events));
        Assert.Equal(1, readings.Scenario.Status.Coverage);
    }

    [Fact]
    public void Slices_that_reach_into_excluded_time_are_not_judged()
    {
        var readings = new Readings(Readings.Throughput(1, countsIdle: true), TimeSpan.FromHours(2));
        readings.Read(40, Readings.Counts(30));
        readings.Scenario.Exclude(TimeSpan.Zero, 5 * Minute);
        readings.Read(20, Readings.Counts(0));
        readings.Read(40, Readings.Counts(30));

        var status = readings.Scenario.Status;
        Assert.Equal(status.Good, status.Events);
        Assert.InRange(status.Events, 17, 20);
        Assert.InRange(status.Coverage!.Value, 0.99, 1);
    }
}
