using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>What is known of an incident: its number, how bad it was, and what happened in it, from the first bad sample to its closing.</summary>
public sealed class IncidentRecordTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static Scenario Quiet(string? version = null, BreachConsequences? agreed = null, params EscalationStep[] steps)
    {
        var agreement = Agreement(Availability(0.9m), TimeSpan.FromHours(6)) with { Consequences = (agreed ?? new()) with { Priority = "P1" }, Alerting = new() { Escalation = [.. steps] } };
        var configuration = Configure(agreement);
        configuration = configuration with { Services = [.. configuration.Services.Select(service => service with { ModelVersion = version })] };
        var scenario = new Scenario(configuration);
        scenario.Run(TimeSpan.FromMinutes(20), Outcome.Success, Step);
        return scenario;
    }

    private static void Break(Scenario scenario) => scenario.Run(TimeSpan.FromHours(1), (at, probe) => Result(probe, at, Outcome.Http5xx), Step, () => Find(scenario, "SlaBreached") is not null);

    private static Incident? Find(Scenario scenario, string alert, AlertSeverity severity = AlertSeverity.Page) =>
        scenario.Snapshot.Incidents.FirstOrDefault(incident => incident.AlertName == alert && incident.Severity == severity);

    private static Incident Breach(Scenario scenario) => Find(scenario, "SlaBreached")!;

    private static IEnumerable<string> Kinds(Incident incident) => incident.Timeline.Select(happened => happened.Kind);

    private static string Text(Incident incident, string kind) => incident.Timeline.First(happened => happened.Kind == kind).Text;

    [Fact]
    public void Each_incident_has_the_next_number_and_none_is_used_again_after_a_restart()
    {
        var scenario = Quiet();
        Break(scenario);
        var numbers = scenario.Snapshot.Incidents.Select(incident => incident.Number).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
        var past = scenario.Past();
        var later = new Scenario(scenario.Configuration) { Now = scenario.Now };
        later.Judge.Restore(past with { Incidents = [], Slots = [] }, later.Clock);
        later.Run(TimeSpan.FromMinutes(5), Outcome.Success, Step);
        Break(later);
        Assert.Equal(numbers.Count + 1, later.Snapshot.Incidents.Min(incident => incident.Number));
        Assert.Equal(past.LastIncidentNumber + later.Snapshot.Incidents.Count, later.Snapshot.LastIncidentNumber);
    }

    [Fact]
    public void Incidents_of_a_store_without_the_number_carry_on_from_the_highest()
    {
        var scenario = Quiet();
        Break(scenario);
        var highest = scenario.Snapshot.LastIncidentNumber;
        var later = new Scenario(scenario.Configuration) { Now = scenario.Now };
        later.Judge.Restore(scenario.Past() with { LastIncidentNumber = 0 }, later.Clock);
        later.Evaluate();
        Assert.Equal(highest, later.Snapshot.LastIncidentNumber);
    }

    [Fact]
    public void The_priority_of_the_agreement_is_that_of_a_breach_and_of_nothing_else()
    {
        var scenario = Quiet();
        Break(scenario);
        Assert.Equal("P1", Breach(scenario).Priority);
        Assert.All(scenario.Snapshot.Incidents.Where(incident => incident.AlertName != "SlaBreached"), incident => Assert.Null(incident.Priority));
    }

    [Fact]
    public void How_bad_it_was_at_its_worst_stays_when_it_gets_better()
    {
        var scenario = Quiet();
        Break(scenario);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Http5xx, Step);
        var worst = 1 - scenario.Status.ErrorBudgetRemaining!.Value;
        scenario.Run(TimeSpan.FromHours(8), Outcome.Success, Step);
        var breach = Breach(scenario);
        Assert.Equal((IncidentGrade.Critical, 1.0), (breach.Grade, breach.Depth));
        Assert.True(breach.BudgetSpent >= worst && breach.BudgetSpent > 1 && breach.EndedAt is not null);
        Assert.Equal(IncidentGrade.Critical, Find(scenario, "SlaErrorBudgetBurn")!.Grade);
        Assert.Null(Find(scenario, "ModelServerDown")!.Grade);
    }

    [Fact]
    public void A_shallow_incident_becomes_worse_in_its_own_words()
    {
        var scenario = Quiet();
        var n = 0;
        scenario.Run(TimeSpan.FromHours(6), (at, probe) => Result(probe, at, n++ % 4 == 0 ? Outcome.Http5xx : Outcome.Success), Step, () => Find(scenario, "SlaErrorBudgetBurn", AlertSeverity.Ticket)?.Grade is not null);
        var ticket = Find(scenario, "SlaErrorBudgetBurn", AlertSeverity.Ticket)!;
        Assert.True(ticket.Depth is >= 0.2 and <= 0.3, $"{ticket.Depth}");
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Http5xx, Step);
        ticket = Find(scenario, "SlaErrorBudgetBurn", AlertSeverity.Ticket)!;
        Assert.Equal(IncidentGrade.Critical, ticket.Grade);
        Assert.Contains("now critical:", ticket.Timeline.Last(happened => happened.Kind == IncidentEventKinds.Graded).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_are_counted_on_through_a_restart()
    {
        var scenario = Quiet();
        Break(scenario);
        scenario.Run(TimeSpan.FromMinutes(2), Outcome.Http5xx, Step);
        var before = Breach(scenario).Reasons.Single();
        Assert.Equal("http_5xx", before.Reason);
        scenario.KillAndRestart(TimeSpan.FromSeconds(5));
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.TimeoutTotal, Step);
        scenario.Run(TimeSpan.FromHours(8), Outcome.Success, Step);
        Assert.Equal([("http_5xx", before.Count), ("timeout_total", 12)], Breach(scenario).Reasons.Select(reason => (reason.Reason, reason.Count)));
    }

    [Fact]
    public void The_timeline_tells_what_happened_in_order()
    {
        var scenario = Quiet("7", null, new EscalationStep(TimeSpan.FromMinutes(30), ["lead"]));
        var broken = scenario.Clock.Wall;
        Break(scenario);
        Assert.Equal(broken, Breach(scenario).FirstBadAt);
        Assert.Equal(scenario.Clock.Wall, Breach(scenario).OpenedAt);
        scenario.Run(TimeSpan.FromMinutes(31), Outcome.Http5xx, Step);
        var id = Breach(scenario).Id;
        scenario.Judge.Acknowledge(id, "kim", "on it", scenario.Clock);
        scenario.Judge.Pause(new PauseRequest("gold", ["availability"], false, "kim", "repair", TimeSpan.FromMinutes(5), null), scenario.Clock);
        scenario.Run(TimeSpan.FromMinutes(6), Outcome.Success, Step);
        scenario.Run(TimeSpan.FromHours(8), Outcome.Success, Step);
        var breach = Breach(scenario);
        Assert.Equal(breach.Timeline.OrderBy(happened => happened.At), breach.Timeline);
        var kinds = Kinds(breach).ToList();
        string[] expected =
        [
            IncidentEventKinds.Version, IncidentEventKinds.FirstBad, IncidentEventKinds.Alert, IncidentEventKinds.Opened, IncidentEventKinds.Escalated, IncidentEventKinds.Acknowledged,
            IncidentEventKinds.Paused, IncidentEventKinds.Resumed, IncidentEventKinds.Recovered, IncidentEventKinds.Closed,
        ];
        Assert.Equal(expected, expected.OrderBy(kinds.IndexOf));
        Assert.All(expected, kind => Assert.Contains(kind, kinds));
        Assert.Equal("model version 7, by its configuration", Text(breach, IncidentEventKinds.Version));
        Assert.Contains("http_5xx: status 500", Text(breach, IncidentEventKinds.FirstBad), StringComparison.Ordinal);
        Assert.Equal("kim took it on: on it", Text(breach, IncidentEventKinds.Acknowledged));
        Assert.Contains("lead told", Text(breach, IncidentEventKinds.Escalated), StringComparison.Ordinal);
        Assert.Contains(breach.Timeline, happened => happened.Kind == IncidentEventKinds.Alert && happened.Text.StartsWith("SlaErrorBudgetBurn (page), incident ", StringComparison.Ordinal));
        Assert.Contains(breach.Timeline, happened => happened.Kind == IncidentEventKinds.Alert && happened.Text.StartsWith("ModelServerDown (page), incident ", StringComparison.Ordinal));
        Assert.Contains(breach.Timeline, happened => happened.Kind == IncidentEventKinds.AlertEnded && happened.Text.StartsWith("ModelServerDown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_changes_is_noted_also_where_it_changed_while_the_agent_was_down()
    {
        var scenario = Quiet("7");
        Break(scenario);
        scenario.Configuration = scenario.Configuration with { Services = [.. scenario.Configuration.Services.Select(service => service with { ModelVersion = "8" })] };
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Run(Step, Outcome.Http5xx, Step);
        scenario.Configuration = scenario.Configuration with { Services = [.. scenario.Configuration.Services.Select(service => service with { ModelVersion = "9" })] };
        scenario.KillAndRestart();
        scenario.Run(Step, Outcome.Http5xx, Step);
        scenario.KillAndRestart();
        scenario.Run(Step, Outcome.Http5xx, Step);
        Assert.Equal(
            ["model version 7, by its configuration", "model version 8, by its configuration", "model version 9, by its configuration"],
            Breach(scenario).Timeline.Where(happened => happened.Kind == IncidentEventKinds.Version).Select(happened => happened.Text));
    }

    [Fact]
    public void What_ends_and_is_owed_nothing_is_closed_at_once_and_the_record_has_each_step_once()
    {
        var scenario = Quiet();
        Break(scenario);
        var id = Breach(scenario).Id;
        scenario.Run(TimeSpan.FromMinutes(5), Outcome.Http5xx, Step);
        scenario.Judge.Acknowledge(id, "kim", null, scenario.Clock);
        scenario.Run(TimeSpan.FromHours(8), Outcome.Success, Step);
        var breach = Breach(scenario);
        Assert.Equal((false, false, null), (breach.IsOpen, breach.IsResolved, breach.ClosedBy));
        Assert.NotNull(breach.ClosedAt);
        var steps = scenario.Recorded.All.OfType<EvidenceItem.IncidentChanged>().Select(item => item.Incident).Where(incident => incident.Id == id).ToList();
        Assert.Equal([(true, false), (true, true), (false, true)], steps.Select(step => (step.IsOpen, step.Acknowledgement is not null)));
        Assert.Equal(breach, steps[^1]);
        Assert.Empty(scenario.Amended);
    }

    [Fact]
    public void Figures_that_are_renewed_are_no_step_on_the_record()
    {
        var scenario = Quiet();
        Break(scenario);
        var before = scenario.Recorded.All.Count;
        var annotations = Breach(scenario).Annotations;
        scenario.Run(TimeSpan.FromMinutes(3), Outcome.Http5xx, Step);
        Assert.NotEqual(annotations, Breach(scenario).Annotations);
        Assert.Equal(before, scenario.Recorded.All.Count);
    }

    [Fact]
    public void What_is_owed_something_stays_resolved_until_that_is_done_or_somebody_closes_it()
    {
        var scenario = Quiet(agreed: new() { Postmortem = TimeSpan.FromDays(5) });
        Break(scenario);
        Assert.True(scenario.Judge.CloseIncident(Breach(scenario).Id, "kim", null, scenario.Clock).Incident!.IsOpen);
        scenario.Run(TimeSpan.FromHours(8), Outcome.Success, Step);
        Assert.True(Breach(scenario).IsResolved);
        var id = Breach(scenario).Id;
        scenario.KillAndRestart(TimeSpan.FromMinutes(1));
        scenario.Run(Step, Outcome.Success, Step);
        Assert.True(Breach(scenario).IsResolved);
        var other = new Scenario(scenario.Configuration) { Now = scenario.Now };
        other.Judge.Restore(scenario.Past(), other.Clock);
        var (closed, isNew) = other.Judge.CloseIncident($"{Breach(scenario).Number}", "kim", "we know enough", other.Clock);
        Assert.Equal((true, "kim"), (isNew, closed!.ClosedBy));
        Assert.False(other.Judge.CloseIncident(id, "lee", null, other.Clock).IsNew);
        other.Judge.TakeBackClosing(closed);
        other.Evaluate();
        Assert.True(Breach(other).IsResolved);

        var owed = Assert.Single(scenario.Snapshot.Obligations, obligation => obligation.Incident == id);
        scenario.Judge.Meet(owed.Id, "kim", null, scenario.Clock);
        scenario.Evaluate();
        Assert.Equal((scenario.Clock.Wall, null), (Breach(scenario).ClosedAt, Breach(scenario).ClosedBy));
        Assert.Equal([Breach(scenario)], scenario.Amended);
    }
}
