using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Exclusions;

public sealed class PreconditionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Precondition Replicas = new("replicas", MetricSource.Of("available_replicas"), null, 2, TimeSpan.FromSeconds(15));

    private static Scenario Start(Precondition? precondition = null)
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m), TimeSpan.FromHours(6)) with { Preconditions = [precondition ?? Replicas] }, Inference()));
        scenario.Evaluate();
        return scenario;
    }

    private static bool Read(Scenario scenario, double? value, string name = "replicas", string? failure = null) => scenario.Judge.Observe(
        new PreconditionSample { Service = "chat", Agreement = "gold", Precondition = name, ReadAt = scenario.Now, Value = value, Failure = failure });

    /// <summary>A minute in which the value is read every 15 s.</summary>
    private static void Run(Scenario scenario, double? value, Outcome outcome, int minutes = 1)
    {
        for (var i = 0; i < 4 * minutes; i++)
        {
            Read(scenario, value, failure: value is null ? "status 500" : null);
            scenario.Run(TimeSpan.FromSeconds(15), outcome);
        }
    }

    [Fact]
    public void While_a_precondition_does_not_hold_nothing_counts_and_the_status_says_why()
    {
        var scenario = Start();
        Run(scenario, 2, Outcome.Success, 10);
        Assert.Equal((120, ObjectiveStatusKind.Ok), (scenario.Status.Events, scenario.Status.Status));
        Run(scenario, 1, Outcome.Http5xx, 10);
        Assert.Equal((120, 120, ObjectiveStatusKind.Excluded), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Status));
        Assert.Equal("precondition replicas does not hold: available_replicas is 1, less than 2", scenario.Status.Reason);
        Assert.Equal("gold", Assert.Single(scenario.Snapshot.Excluded).Agreement);
        Run(scenario, 2, Outcome.Success, 10);
        Assert.Equal((240, 240, ObjectiveStatusKind.Ok, 1), (scenario.Status.Events, scenario.Status.Good, scenario.Status.Status, scenario.Status.Coverage));
        Assert.Equal(10 * Minute, TimeSpan.FromTicks(scenario.Store.Sum(record => record.Waived.Ticks)));
    }

    [Fact]
    public void What_is_not_known_counts_and_is_said()
    {
        var scenario = Start();
        Assert.Equal("precondition replicas is not known, so that the time counts: it has not been read yet", scenario.Status.Note);
        Run(scenario, null, Outcome.Http5xx, 2);
        Assert.Equal((24, 0), (scenario.Status.Events, scenario.Status.Good));
        Assert.Equal("precondition replicas is not known, so that the time counts: status 500", scenario.Status.Note);
        Assert.Equal(new PreconditionStatus("gold", "replicas", null, null, null), Assert.Single(scenario.Snapshot.Preconditions));
        Run(scenario, 3, Outcome.Success);
        Assert.Null(scenario.Status.Note);
        Assert.Equal(new PreconditionStatus("gold", "replicas", true, 3, null), Assert.Single(scenario.Snapshot.Preconditions));
    }

    [Fact]
    public void A_value_that_was_too_small_is_believed_for_five_minutes_and_no_longer()
    {
        var scenario = Start();
        Run(scenario, 2, Outcome.Success);
        Read(scenario, 0);
        scenario.Run(5 * Minute, Outcome.Http5xx);
        Assert.Equal((12, 12), (scenario.Status.Events, scenario.Status.Good));
        Read(scenario, null, failure: "connection refused");
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal((24, 12), (scenario.Status.Events, scenario.Status.Good));
        Assert.Equal("precondition replicas is not known, so that the time counts: connection refused", scenario.Status.Note);
    }

    [Fact]
    public void A_reading_that_fails_in_between_changes_nothing()
    {
        var scenario = Start();
        Run(scenario, 1, Outcome.Http5xx);
        Run(scenario, null, Outcome.Http5xx);
        Assert.Equal((0, ObjectiveStatusKind.Excluded), (scenario.Status.Events, scenario.Status.Status));
    }

    [Fact]
    public void A_kill_while_it_does_not_hold_changes_no_count()
    {
        var scenario = Start();
        Run(scenario, 2, Outcome.Success);
        Run(scenario, 1, Outcome.Http5xx);
        scenario.KillAndRestart();
        scenario.Run(TimeSpan.FromSeconds(15), Outcome.Http5xx);
        Assert.Equal((12, ObjectiveStatusKind.Excluded), (scenario.Status.Events, scenario.Status.Status));
        Assert.Equal(Beginning + Minute, scenario.Snapshot.Preconditions[0].UnmetSince);
        Run(scenario, 2, Outcome.Http5xx);
        Assert.Equal((24, 12), (scenario.Status.Events, scenario.Status.Good));
    }

    [Fact]
    public void When_it_did_not_hold_goes_on_the_record()
    {
        var scenario = Start();
        Run(scenario, 2, Outcome.Success);
        Run(scenario, 1, Outcome.Success, 2);
        Run(scenario, 2, Outcome.Success);
        Run(scenario, null, Outcome.Success);

        ExclusionFact[] recorded = [.. scenario.Recorded.Exclusions];
        Assert.Equal((2, Beginning + Minute, false), (recorded.Length, recorded[0].From, recorded[0].IsOver));
        var ended = recorded[1];
        Assert.Equal(recorded[0] with { To = Beginning + (3 * Minute), IsOver = true }, ended);
        Assert.Equal(("gold", "replicas", "precondition replicas does not hold: available_replicas is 1, less than 2"), (ended.Agreement, ended.Name, ended.Reason));
    }

    [Fact]
    public void What_is_known_stays_known_through_a_reload_that_leaves_the_precondition_as_it_is()
    {
        var scenario = Start();
        Run(scenario, 1, Outcome.Http5xx);
        var agreement = scenario.Configuration.Agreements[0];
        scenario.Judge.Apply(scenario.Configuration with { Agreements = [agreement with { Description = "other" }] }, scenario.Clock);
        scenario.Evaluate();
        Assert.Equal(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        scenario.Judge.Apply(scenario.Configuration with { Agreements = [agreement with { Preconditions = [Replicas with { AtLeast = 1 }] }] }, scenario.Clock);
        scenario.Evaluate();
        Assert.NotEqual(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        Assert.False(Read(scenario, 1, "other"));
    }

    [Fact]
    public void Requests_of_users_do_not_count_either()
    {
        var readings = new Readings(Agreement(Readings.Availability(0.9m), TimeSpan.FromHours(1)) with { Preconditions = [Replicas] });
        Read(readings.Scenario, 2);
        readings.Read(10, Readings.Counts(10));
        for (var i = 0; i < 10; i++)
        {
            Read(readings.Scenario, 1);
            readings.Read(Readings.Counts(0, 10));
        }

        Assert.Equal((90, 90, ObjectiveStatusKind.Excluded), (readings.Scenario.Status.Events, readings.Scenario.Status.Good, readings.Scenario.Status.Status));
        Read(readings.Scenario, 2);
        readings.Read(10, Readings.Counts(10));
        Assert.Equal((190, 190), (readings.Scenario.Status.Events, readings.Scenario.Status.Good));
    }
}
