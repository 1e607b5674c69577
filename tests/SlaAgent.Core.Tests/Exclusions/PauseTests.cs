using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Exclusions;

public sealed class PauseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Scenario Begin()
    {
        var scenario = new Scenario(Configure(
            Agreement(Availability(0.9m, 20), TimeSpan.FromHours(2)) with { Objectives = [Availability(0.9m, 20), Latency(0.9m, 300)] }, Inference(10)));
        scenario.Run(10 * Minute, Outcome.Success);
        return scenario;
    }

    private static PauseRequest Request(double minutes = 10, double? longest = null, params string[] objectives) =>
        new("gold", [.. objectives.Length == 0 ? ["availability"] : objectives], false, "ann", "retraining v4", minutes * Minute, longest * Minute);

    private static Pause Pause(Scenario scenario, PauseRequest? request = null)
    {
        var answer = scenario.Judge.Pause(request ?? Request(), scenario.Clock);
        Assert.Equal((null, ""), (answer.Refusal, answer.Problem));
        return answer.Pause!;
    }

    private static IEnumerable<Incident> Overruns(Scenario scenario) => scenario.Open.Where(incident => incident.AlertName == AlertLabels.PauseOverrun);

    [Fact]
    public void A_pause_lasts_from_when_it_is_asked_for_until_it_is_ended()
    {
        var scenario = Begin();
        var pause = Pause(scenario);
        Assert.Equal((scenario.Clock.Wall, scenario.Clock.Wall + 10 * Minute, scenario.Clock.Wall + 10 * Minute), (pause.From, pause.PlannedEnd, pause.LatestEnd));
        scenario.Run(5 * Minute, Outcome.Http5xx);
        Assert.Equal((ObjectiveStatusKind.Excluded, "retraining v4 until 2026-03-02 12:20:00Z (paused by ann)"), (scenario.Status.Status, scenario.Status.Reason));
        Assert.Equal(90, scenario.Snapshot.Agreements[0].Objectives[1].Events);

        var ended = scenario.Judge.Resume(pause.Id, "bob", scenario.Clock).Pause!;
        Assert.Equal((PauseEnding.Resumed, "bob", scenario.Clock.Wall), (ended.Ending, ended.EndedBy, ended.EndedAt));
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal((ObjectiveStatusKind.Ok, 66L, 66L), (scenario.Status.Status, scenario.Status.Good, scenario.Status.Events));
        Assert.Equal([ended], scenario.Snapshot.Pauses);
    }

    [Fact]
    public void Beyond_its_planned_end_a_pause_goes_on_and_is_alerted_and_at_the_latest_it_ends_by_itself()
    {
        var scenario = Begin();
        var pause = Pause(scenario, Request(10, 15));
        scenario.Run(10 * Minute - TimeSpan.FromSeconds(1), Outcome.Success);
        Assert.Empty(Overruns(scenario));
        scenario.Run(2 * Minute, Outcome.Success);

        var alert = Assert.Single(Overruns(scenario));
        Assert.Equal((pause.PlannedEnd, AlertSeverity.Ticket, pause.Id, "gold"), (alert.StartedAt, alert.Severity, alert.Labels.Find("pause"), alert.Agreement));
        Assert.Contains("slaagent resume " + pause.Id, alert.Annotations.Find("description"), StringComparison.Ordinal);
        Assert.Equal(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        Assert.Contains("not resumed yet", scenario.Status.Reason, StringComparison.Ordinal);

        scenario.Run(4 * Minute, Outcome.Success);
        Assert.Equal(ObjectiveStatusKind.Ok, scenario.Status.Status);
        var ended = Assert.Single(scenario.Snapshot.Pauses);
        Assert.Equal((PauseEnding.Expired, pause.LatestEnd, null), (ended.Ending, ended.EndedAt, ended.EndedBy));
        Assert.Contains("counts again since 2026-03-02 12:25:00Z", Assert.Single(Overruns(scenario)).Annotations.Find("description"), StringComparison.Ordinal);

        scenario.Judge.Resume(pause.Id, "bob", scenario.Clock);
        scenario.Evaluate();
        Assert.Empty(Overruns(scenario));
        Assert.Equal((PauseEnding.Expired, "bob"), (scenario.Snapshot.Pauses[0].Ending, scenario.Snapshot.Pauses[0].EndedBy));
    }

    [Fact]
    public void The_alert_of_a_pause_that_ended_by_itself_does_not_stay_for_ever()
    {
        var scenario = Begin();
        Pause(scenario);
        scenario.Run(20 * Minute, Outcome.Success);
        Assert.Single(Overruns(scenario));
        scenario.Run(60 * Minute, Outcome.Success);
        Assert.Empty(Overruns(scenario));
        Assert.Contains("nobody took note", scenario.Snapshot.Incidents.Single(incident => incident.AlertName == AlertLabels.PauseOverrun).Annotations.Find("resolution"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void A_pause_goes_on_after_a_kill(int downtime)
    {
        var scenario = Begin();
        var pause = Pause(scenario, Request(20, 30));
        scenario.Run(5 * Minute, Outcome.Http5xx);
        scenario.KillAndRestart(downtime * Minute);
        scenario.Run((17 - downtime) * Minute, Outcome.Http5xx);

        Assert.Equal((ObjectiveStatusKind.Excluded, 60L, 60L, 1.0), (scenario.Status.Status, scenario.Status.Good, scenario.Status.Events, scenario.Status.Coverage!.Value));
        var alert = Assert.Single(Overruns(scenario));
        scenario.KillAndRestart();
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal(alert.Id, Assert.Single(Overruns(scenario)).Id);
        scenario.Judge.Resume(pause.Id, "bob", scenario.Clock);
        scenario.Run(Minute, Outcome.Success);
        Assert.Equal((66L, 66L), (scenario.Status.Good, scenario.Status.Events));
        Assert.Empty(Overruns(scenario));
    }

    [Fact]
    public void A_pause_that_was_over_while_the_agent_was_not_running_ended_when_it_was_due()
    {
        var scenario = Begin();
        var pause = Pause(scenario);
        scenario.Run(Minute, Outcome.Success);
        scenario.KillAndRestart(30 * Minute);
        scenario.Run(Minute, Outcome.Success);

        Assert.Equal((PauseEnding.Expired, pause.LatestEnd), (scenario.Snapshot.Pauses[0].Ending, scenario.Snapshot.Pauses[0].EndedAt));
        Assert.Equal(66, scenario.Status.Events);
        Assert.Equal(pause.PlannedEnd, Assert.Single(Overruns(scenario)).StartedAt);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_makes_a_pause_neither_longer_nor_shorter()
    {
        var scenario = Begin();
        var pause = Pause(scenario);
        scenario.WallOffset += TimeSpan.FromHours(5);
        scenario.Run(9 * Minute, Outcome.Http5xx);
        Assert.Equal(ObjectiveStatusKind.Excluded, scenario.Status.Status);
        scenario.WallOffset -= TimeSpan.FromHours(10);
        scenario.Run(2 * Minute, Outcome.Success);
        Assert.Equal((PauseEnding.Expired, pause.LatestEnd), (scenario.Snapshot.Pauses[0].Ending, scenario.Snapshot.Pauses[0].EndedAt));
        Assert.Equal((66L, 66L), (scenario.Status.Good, scenario.Status.Events));
    }

    [Fact]
    public void A_pause_of_an_agreement_that_is_removed_ends()
    {
        var scenario = Begin();
        Pause(scenario);
        scenario.Run(15 * Minute, Outcome.Success);
        scenario.Configuration = Configure(scenario.Configuration.Agreements[0] with { Name = "silver" }, Inference(10));
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Evaluate();
        Assert.Empty(Overruns(scenario));

        var second = scenario.Judge.Pause(Request() with { Agreement = "silver" }, scenario.Clock).Pause!;
        scenario.Configuration = Configure(scenario.Configuration.Agreements[0] with { Name = "bronze" }, Inference(10));
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Evaluate();
        Assert.Equal((second.Id, PauseEnding.Removed), (scenario.Snapshot.Pauses[0].Id, scenario.Snapshot.Pauses[0].Ending));
    }

    [Fact]
    public void Where_nothing_is_named_accuracy_is_meant()
    {
        var scenario = Begin();
        var request = Request() with { Objectives = [] };
        var refused = scenario.Judge.Pause(request, scenario.Clock);
        Assert.Equal(PauseRefusal.Wrong, refused.Refusal);
        Assert.Contains("gold has no objective of accuracy", refused.Problem, StringComparison.Ordinal);
        Assert.Equal(["availability", "latency"], Pause(scenario, request with { All = true }).Objectives);
    }

    [Theory]
    [InlineData("nowhere", "availability", "ann", "why", 10, null, PauseRefusal.Unknown, "no agreement 'nowhere'")]
    [InlineData("gold", "latencies", "ann", "why", 10, null, PauseRefusal.Wrong, "It has: availability, latency")]
    [InlineData("gold", "availability", " ", "why", 10, null, PauseRefusal.Wrong, "'by' is empty")]
    [InlineData("gold", "availability", "ann", "", 10, null, PauseRefusal.Wrong, "'reason' is empty")]
    [InlineData("gold", "availability", "ann", "a\nb", 10, null, PauseRefusal.Wrong, "'reason' has characters")]
    [InlineData("gold", "availability", "ann", "why", 0, null, PauseRefusal.Wrong, "'for' is not above zero")]
    [InlineData("gold", "availability", "ann", "why", 10, 9d, PauseRefusal.Wrong, "shorter than 'for'")]
    [InlineData("gold", "availability", "ann", "why", 1441, null, PauseRefusal.Wrong, "Longer than 1d")]
    [InlineData("gold", "availability", "ann", "why", 10, 1441d, PauseRefusal.Wrong, "pauses.longest")]
    public void A_refusal_says_what_is_wrong(string agreement, string objective, string by, string reason, double minutes, double? longest, PauseRefusal refusal, string problem)
    {
        var scenario = Begin();
        var answer = scenario.Judge.Pause(new(agreement, [objective], false, by, reason, minutes * Minute, longest * Minute), scenario.Clock);
        Assert.Equal((null, refusal), (answer.Pause, answer.Refusal));
        Assert.Contains(problem, answer.Problem, StringComparison.Ordinal);
        Assert.Empty(scenario.Evaluate().Pauses);
    }

    [Fact]
    public void What_is_paused_is_not_paused_twice()
    {
        var scenario = Begin();
        var pause = Pause(scenario);
        Assert.Equal(PauseRefusal.Taken, scenario.Judge.Pause(Request(10, null, "latency", "availability"), scenario.Clock).Refusal);
        Pause(scenario, Request(10, null, "latency"));
        scenario.Judge.Resume(pause.Id, "ann", scenario.Clock);
        Pause(scenario);
    }

    [Fact]
    public void Ending_twice_changes_nothing_and_ending_what_is_not_there_is_refused()
    {
        var scenario = Begin();
        var pause = Pause(scenario);
        var first = scenario.Judge.Resume(pause.Id, "ann", scenario.Clock).Pause;
        scenario.Now += Minute;
        Assert.Equal(first, scenario.Judge.Resume(pause.Id, "bob", scenario.Clock).Pause);
        Assert.Equal(PauseRefusal.Unknown, scenario.Judge.Resume("x", "bob", scenario.Clock).Refusal);
    }
}
