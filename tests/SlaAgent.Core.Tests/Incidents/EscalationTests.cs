using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>What is open and unacknowledged for too long is told to more people: each step once, whatever happens to the process or to the wall clock.</summary>
public sealed class EscalationTests
{
    private static readonly EscalationStep Lead = new(TimeSpan.FromMinutes(30), ["lead"]);
    private static readonly EscalationStep Executives = new(TimeSpan.FromHours(4), ["executives", "board"]);

    private static Scenario Broken(params EscalationStep[] steps)
    {
        var agreement = Agreement(Availability(0.9m), TimeSpan.FromHours(6));
        var scenario = new Scenario(Configure(agreement with { Alerting = new() { PageReceivers = ["oncall"], TicketReceivers = ["oncall"], Escalation = [.. steps] } }));
        scenario.Run(TimeSpan.FromMinutes(20), Outcome.Success, TimeSpan.FromSeconds(5));
        scenario.Run(TimeSpan.FromHours(1), (at, probe) => Result(probe, at, Outcome.Http5xx), TimeSpan.FromSeconds(5), () => Breach(scenario) is not null);
        return scenario;
    }

    private static Incident? Breach(Scenario scenario) => scenario.Snapshot.Incidents.FirstOrDefault(incident => incident.AlertName == "SlaBreached");

    private static void FailUntil(Scenario scenario, TimeSpan sinceBreach) =>
        scenario.Run(scenario.Clock.FromWall(Breach(scenario)!.StartedAt) + sinceBreach - scenario.Now, Outcome.Http5xx, TimeSpan.FromSeconds(5));

    [Fact]
    public void Each_step_is_reached_when_it_is_due_and_only_once()
    {
        var scenario = Broken(Lead, Executives);
        Assert.True(Breach(scenario)!.GoesTo("oncall"));
        FailUntil(scenario, TimeSpan.FromMinutes(29));
        Assert.False(Breach(scenario)!.GoesTo("lead"));
        FailUntil(scenario, TimeSpan.FromMinutes(31));
        Assert.True(Breach(scenario)!.GoesTo("lead"));
        Assert.False(Breach(scenario)!.GoesTo("board"));
        Assert.Null(Breach(scenario)!.EscalationTo("oncall"));
        FailUntil(scenario, TimeSpan.FromHours(4) + TimeSpan.FromMinutes(5));
        Assert.Equal([Lead.After, Executives.After], Breach(scenario)!.Escalations.Select(step => step.After));
        Assert.Equal(Executives.After, Breach(scenario)!.EscalationTo("board")!.After);
        Assert.Equal(2, scenario.Changes.Where(change => change.Id == Breach(scenario)!.Id).Select(change => change.Escalations.Count).Distinct().Count(count => count > 0));
    }

    [Fact]
    public void Whoever_takes_it_on_stops_it_and_stands()
    {
        var scenario = Broken(Lead, Executives);
        FailUntil(scenario, TimeSpan.FromMinutes(10));
        var (incident, isNew) = scenario.Judge.Acknowledge(Breach(scenario)!.Id, "kim", "on it", scenario.Clock);
        Assert.Equal(new Acknowledgement("kim", "on it", scenario.Clock.Wall), incident!.Acknowledgement);
        var (again, isNewAgain) = scenario.Judge.Acknowledge(incident.Id, "lee", null, scenario.Clock);
        Assert.Equal((true, false, "kim"), (isNew, isNewAgain, again!.Acknowledgement!.By));
        FailUntil(scenario, TimeSpan.FromHours(5));
        Assert.Equal(("kim", 0), (Breach(scenario)!.Acknowledgement!.By, Breach(scenario)!.Escalations.Count));
        scenario.KillAndRestart(TimeSpan.FromMinutes(1));
        scenario.Run(TimeSpan.FromHours(8), Outcome.Success, TimeSpan.FromSeconds(5));
        Assert.Equal((false, "kim"), (Breach(scenario)!.IsOpen, Breach(scenario)!.Acknowledgement!.By));
        Assert.Equal((false, false), (scenario.Judge.Acknowledge("none", "lee", null, scenario.Clock).IsNew, scenario.Judge.Acknowledge(incident.Id, "lee", null, scenario.Clock).IsNew));
    }

    [Fact]
    public void What_could_not_be_kept_is_taken_back_and_escalates_after_all()
    {
        var scenario = Broken(Lead);
        var (incident, _) = scenario.Judge.Acknowledge(Breach(scenario)!.Id, "kim", null, scenario.Clock);
        scenario.Judge.TakeBack(incident!.Id, new("lee", null, scenario.Clock.Wall));
        scenario.Evaluate();
        Assert.NotNull(Breach(scenario)!.Acknowledgement);
        scenario.Judge.TakeBack(incident.Id, incident.Acknowledgement!);
        FailUntil(scenario, TimeSpan.FromMinutes(31));
        Assert.Equal((null, 1), (Breach(scenario)!.Acknowledgement, Breach(scenario)!.Escalations.Count));
    }

    [Fact]
    public void A_step_that_was_due_while_the_agent_was_down_is_reached_at_the_start_once()
    {
        var scenario = Broken(Lead, Executives);
        FailUntil(scenario, TimeSpan.FromMinutes(10));
        scenario.KillAndRestart(TimeSpan.FromMinutes(40));
        scenario.Evaluate();
        var step = Assert.Single(Breach(scenario)!.Escalations);
        Assert.Equal((Lead.After, scenario.Clock.Wall), (step.After, step.At));
        scenario.KillAndRestart(TimeSpan.FromMinutes(1));
        scenario.Evaluate();
        Assert.Equal([step], Breach(scenario)!.Escalations);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_escalates_nothing()
    {
        var scenario = Broken(Lead);
        scenario.WallOffset += TimeSpan.FromHours(3);
        scenario.Run(TimeSpan.FromMinutes(5), Outcome.Http5xx, TimeSpan.FromSeconds(5));
        Assert.Empty(Breach(scenario)!.Escalations);
        FailUntil(scenario, TimeSpan.FromHours(3) + TimeSpan.FromMinutes(31));
        Assert.Single(Breach(scenario)!.Escalations);
    }

    [Fact]
    public void Annotations_that_are_renewed_and_the_end_keep_what_was_noted()
    {
        var scenario = Broken(Lead);
        FailUntil(scenario, TimeSpan.FromMinutes(31));
        scenario.Judge.Acknowledge(Breach(scenario)!.Id, "kim", null, scenario.Clock);
        var before = Breach(scenario)!.Annotations;
        FailUntil(scenario, TimeSpan.FromMinutes(40));
        Assert.NotEqual(before, Breach(scenario)!.Annotations);
        Assert.Equal(("kim", 1), (Breach(scenario)!.Acknowledgement!.By, Breach(scenario)!.Escalations.Count));
        scenario.Run(TimeSpan.FromHours(7), Outcome.Success, TimeSpan.FromSeconds(5));
        Assert.Equal((false, "kim", true), (Breach(scenario)!.IsOpen, Breach(scenario)!.Acknowledgement!.By, Breach(scenario)!.GoesTo("lead")));
    }
}
