using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Readings;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

public sealed class SleepingTests
{
    private static readonly Probe Ask = Inference(15);

    private static readonly TrafficSample Asleep = Counts(0) with { IsSleeping = true };

    private static Readings Begun()
    {
        var readings = new Readings(Scenario.Availability(0.9m), TimeSpan.FromHours(6), Ask);
        Step(readings, Counts(1), Outcome.Success, 10);
        return readings;
    }

    private static void Step(Readings readings, TrafficSample sample, Outcome outcome, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            readings.Read(sample);
            readings.Scenario.Judge.Observe(Result(Ask, readings.Scenario.Now, outcome));
            readings.Scenario.Evaluate();
        }
    }

    [Fact]
    public void A_sleeping_server_is_not_down_and_its_failures_are_no_events()
    {
        var readings = Begun();
        Step(readings, Asleep, Outcome.Http5xx, 20);
        Assert.Equal(ServiceState.Sleeping, readings.Scenario.Service.State);
        Assert.Empty(readings.Scenario.Open);
        Assert.Equal((10, 10), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
        Assert.Equal((ObjectiveStatusKind.Excluded, "sleeping", 1.0), (readings.Scenario.Status.Status, readings.Scenario.Status.Reason, readings.Scenario.Status.Coverage));
        Assert.Equal(Outcome.Http5xx, readings.Scenario.Service.Probes[0].LastOutcome);
    }

    [Fact]
    public void It_is_awake_when_it_says_so_and_then_failures_count()
    {
        var readings = Begun();
        Step(readings, Asleep, Outcome.Http5xx, 10);
        Step(readings, Counts(0), Outcome.Http5xx, 3);
        Assert.Equal(ServiceState.Down, readings.Scenario.Service.State);
        Assert.Equal((13, 10), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }

    [Fact]
    public void What_looked_down_before_it_was_known_to_sleep_ends_then()
    {
        var readings = Begun();
        Step(readings, Counts(0), Outcome.Http5xx, 3);
        Assert.Single(readings.Scenario.Open, incident => incident.AlertName == "ModelServerDown");
        Step(readings, Asleep, Outcome.Http5xx);
        var down = Assert.Single(readings.Scenario.Snapshot.Incidents, incident => incident.AlertName == "ModelServerDown");
        Assert.Equal((false, "the server was put to sleep"), (down.IsOpen, down.Annotations.Find("resolution")));
    }

    [Fact]
    public void Failed_readings_do_not_wake_it_but_silence_for_long_does()
    {
        var readings = Begun();
        Step(readings, Asleep, Outcome.Http5xx, 2);
        for (var i = 0; i < 19; i++)
        {
            readings.Fail();
        }

        Assert.Equal(ServiceState.Sleeping, readings.Scenario.Service.State);
        readings.Fail();
        readings.Fail();
        Assert.Null(readings.Scenario.Service.State);
    }

    [Fact]
    public void Time_in_which_it_sleeps_and_shows_no_metrics_is_waived_too()
    {
        var readings = new Readings(Readings.Availability(0.9m), TimeSpan.FromHours(6));
        readings.Read(10, Counts(5));
        readings.Read(2, Asleep);
        for (var i = 0; i < 5; i++)
        {
            readings.Fail();
        }

        readings.Forget();
        readings.Read(2, Asleep);
        readings.Read(10, Counts(5));
        Assert.Equal((1.0, 19 * 5L), (readings.Scenario.Status.Coverage, readings.Scenario.Status.Events));
    }

    [Fact]
    public void Requests_and_slices_of_sleeping_time_are_none()
    {
        var readings = new Readings(Throughput(20), TimeSpan.FromHours(6));
        readings.Read(Counts(0), TimeSpan.Zero);
        readings.Read(22, Counts(400));
        readings.Read(20, Asleep);
        readings.Read(22, Counts(400));
        var status = readings.Scenario.Status;
        Assert.Equal((status.Events, 1.0), (status.Good, status.Coverage));
        Assert.Equal(9, status.Events);
    }

    [Fact]
    public void Awake_by_the_word_of_another_it_is_awake_although_its_own_metrics_cannot_be_read()
    {
        var readings = Begun();
        Step(readings, Asleep, Outcome.ConnectionError, 10);
        var unread = new TrafficSample { Service = "chat", From = default, To = default, Failure = "refused", IsAwake = true };
        Step(readings, unread, Outcome.ConnectionError, 3);
        Assert.Equal(ServiceState.Down, readings.Scenario.Service.State);
        Assert.Equal((13, 10), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }

    [Fact]
    public void A_probe_that_left_it_asleep_is_no_event_and_no_missing_measurement_even_before_it_is_known_to_sleep()
    {
        var readings = Begun();
        for (var i = 0; i < 200; i++)
        {
            readings.Pass(Readings.Interval);
            readings.Scenario.Judge.Observe(Result(Ask, readings.Scenario.Now, Outcome.Skipped) with { LeftAsleep = true });
            readings.Scenario.Evaluate();
        }

        var status = readings.Scenario.Status;
        Assert.Equal((10, 10, 1.0), (status.Events, status.Good, status.Coverage));
        Assert.Empty(readings.Scenario.Open);
    }

    [Fact]
    public void After_a_restart_it_is_taken_to_sleep_as_before_until_the_first_reading_whatever_that_says()
    {
        var readings = Begun();
        Step(readings, Asleep, Outcome.ConnectionError, 10);
        var scenario = readings.Scenario;
        var since = scenario.Service.Since;
        scenario.KillAndRestart(TimeSpan.FromSeconds(20));
        scenario.Evaluate();
        Assert.Equal((ServiceState.Sleeping, since), (scenario.Service.State, scenario.Service.Since));
        scenario.Judge.Observe(Result(Ask, scenario.Now, Outcome.ConnectionError));
        scenario.Evaluate();
        Assert.Equal((10, 10, ObjectiveStatusKind.Excluded), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Status));

        readings.Fail();
        Assert.Null(scenario.Service.State);
        scenario.Judge.Observe(Result(Ask, scenario.Now, Outcome.ConnectionError));
        scenario.Evaluate();
        Assert.Equal((11, 10), (scenario.Status.Events, scenario.Status.Good));
        Assert.Empty(scenario.Open);
    }
}
