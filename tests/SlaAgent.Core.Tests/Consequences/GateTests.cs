using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Consequences;

public sealed class GateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly BreachConsequences Freeze = new() { Freeze = true };

    private static ServiceLevelAgreement Frozen(AgreementScope scope = AgreementScope.Service) =>
        Agreement(Availability(0.9m, 20), TimeSpan.FromMinutes(30), scope) with { Objectives = [Availability(0.9m, 20), Latency(0.9m, 300)], Consequences = Freeze };

    private static Scenario Begin(ServiceLevelAgreement? agreement = null)
    {
        var scenario = new Scenario(Configure(agreement ?? Frozen(), Inference(10)));
        scenario.Run(10 * Minute, Outcome.Success);
        return scenario;
    }

    private static Scenario Breached()
    {
        var scenario = Begin();
        RunUntil(scenario, Outcome.Http5xx, open: false);
        Assert.False(Gate(scenario).IsOpen);
        return scenario;
    }

    private static void RunUntil(Scenario scenario, Outcome outcome, bool open) =>
        scenario.Run(60 * Minute, (at, probe) => Result(probe, at, outcome), until: () => Gate(scenario).IsOpen == open);

    private static GateStatus Gate(Scenario scenario) => Assert.Single(scenario.Snapshot.Gates);

    private static GateRequest Request(double? minutes = 60, string by = "ann", string reason = "rollback of v4") => new("gold", by, reason, minutes * Minute);

    private static GateOverride Override(Scenario scenario, GateRequest? request = null)
    {
        var answer = scenario.Judge.OverrideGate(request ?? Request(), scenario.Clock);
        Assert.Equal((null, ""), (answer.Refusal, answer.Problem));
        scenario.Evaluate();
        return answer.Override!;
    }

    private static IEnumerable<bool> Moves(Scenario scenario) => scenario.Recorded.All.OfType<EvidenceItem.GateMoved>().Select(moved => moved.Gate.IsOpen);

    [Fact]
    public void A_breach_closes_the_gate_and_its_end_opens_it()
    {
        var scenario = Begin();
        Assert.Equal(new GateStatus("gold", true, "", null), Gate(scenario));
        RunUntil(scenario, Outcome.Http5xx, open: false);

        var closedAt = scenario.Clock.Wall;
        var closed = Gate(scenario);
        var breach = scenario.Open.First(incident => incident.AlertName == "SlaBreached");
        Assert.Equal((false, closedAt), (closed.IsOpen, closed.Since));
        Assert.Contains("breached since", closed.Because, StringComparison.Ordinal);
        Assert.Contains(breach.Id, closed.Incidents);

        scenario.Run(2 * Minute, Outcome.Http5xx);
        Assert.Equal(["availability", "latency"], scenario.Open.Where(incident => incident.AlertName == "SlaBreached").Select(incident => incident.Objective!).Order());
        Assert.Equal((2, closedAt), (Gate(scenario).Incidents.Count, Gate(scenario).Since));
        Assert.Contains("availability breached since", Gate(scenario).Because, StringComparison.Ordinal);
        Assert.Contains("latency breached since", Gate(scenario).Because, StringComparison.Ordinal);

        RunUntil(scenario, Outcome.Success, open: true);
        Assert.Equal((true, "", scenario.Clock.Wall, 0), (Gate(scenario).IsOpen, Gate(scenario).Because, Gate(scenario).Since, Gate(scenario).Incidents.Count));
        Assert.DoesNotContain(scenario.Open, incident => incident.AlertName == "SlaBreached");
        Assert.Equal([false, true], Moves(scenario));
    }

    [Fact]
    public void Time_in_which_nothing_is_known_neither_opens_nor_closes_it()
    {
        var scenario = Breached();
        scenario.Run(20 * Minute, (_, _) => null);
        Assert.False(Gate(scenario).IsOpen);
        var blind = Begin();
        blind.Run(60 * Minute, (_, _) => null);
        Assert.True(Gate(blind).IsOpen);
    }

    [Theory]
    [InlineData(AgreementScope.Service, false)]
    [InlineData(AgreementScope.Fleet, true)]
    [InlineData(AgreementScope.Replica, true)]
    public void Only_who_speaks_for_the_service_and_agreed_to_a_freeze_has_a_gate(AgreementScope scope, bool freeze)
    {
        var scenario = Begin(Frozen(scope) with { Consequences = Freeze with { Freeze = freeze } });
        Assert.Empty(scenario.Snapshot.Gates);
        Assert.Equal(GateRefusal.Unknown, scenario.Judge.OverrideGate(Request(), scenario.Clock).Refusal);
    }

    [Fact]
    public void An_override_keeps_it_open_for_its_time_and_says_who_why_and_until_when()
    {
        var scenario = Breached();
        var begun = scenario.Clock.Wall;
        var order = Override(scenario, Request(30));
        Assert.Equal((begun, begun + 30 * Minute), (order.From, order.Until));
        Assert.Equal((true, begun, order), (Gate(scenario).IsOpen, Gate(scenario).Since, Gate(scenario).Override));
        Assert.Matches($"^ann keeps it open until .*: rollback of v4 \\(override {order.Id}\\); closed otherwise: .* breached since ", Gate(scenario).Because);

        scenario.Run(30 * Minute - TimeSpan.FromSeconds(1), Outcome.Http5xx);
        Assert.True(Gate(scenario).IsOpen);
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.Http5xx);
        Assert.Equal((false, null), (Gate(scenario).IsOpen, Gate(scenario).Override));
        Assert.Equal([false, true, false], Moves(scenario));
        Assert.Equal(order, Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.GateOverridden>()).Override);
    }

    [Fact]
    public void An_override_can_be_taken_back_once()
    {
        var scenario = Breached();
        var order = Override(scenario);
        scenario.Run(Minute, Outcome.Http5xx);
        var ended = scenario.Judge.EndOverride(order.Id, "bob", scenario.Clock).Override!;
        Assert.Equal(order with { EndedAt = scenario.Clock.Wall, EndedBy = "bob" }, ended);
        scenario.Evaluate();
        Assert.False(Gate(scenario).IsOpen);

        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal(ended, scenario.Judge.EndOverride(order.Id, "eve", scenario.Clock).Override);
        Assert.Equal(GateRefusal.Unknown, scenario.Judge.EndOverride("none", "bob", scenario.Clock).Refusal);
        Assert.Equal([ended], scenario.Snapshot.GateOverrides);
    }

    [Theory]
    [InlineData("gold", 60, "", "x", GateRefusal.Wrong, "'by' is empty")]
    [InlineData("gold", 60, "ann", " ", GateRefusal.Wrong, "'reason' is empty")]
    [InlineData("gold", 60, "ann", "a\nb", GateRefusal.Wrong, "one plain line")]
    [InlineData("gold", 0, "ann", "x", GateRefusal.Wrong, "not above zero")]
    [InlineData("gold", 1441, "ann", "x", GateRefusal.Wrong, "Longer than 1d")]
    [InlineData("silver", 60, "ann", "x", GateRefusal.Unknown, "no agreement 'silver'")]
    public void What_makes_no_sense_is_refused(string agreement, double minutes, string by, string reason, GateRefusal refusal, string problem)
    {
        var scenario = Breached();
        var answer = scenario.Judge.OverrideGate(new(agreement, by, reason, minutes * Minute), scenario.Clock);
        Assert.Equal(refusal, answer.Refusal);
        Assert.Contains(problem, answer.Problem, StringComparison.Ordinal);
        Assert.False(Gate(scenario).IsOpen);
    }

    [Fact]
    public void What_is_open_needs_no_override_and_what_is_kept_open_no_second()
    {
        var scenario = Begin();
        Assert.Equal(GateRefusal.NotNeeded, scenario.Judge.OverrideGate(Request(), scenario.Clock).Refusal);
        scenario = Breached();
        var order = Override(scenario);
        var second = scenario.Judge.OverrideGate(Request(by: "bob"), scenario.Clock);
        Assert.Equal(GateRefusal.NotNeeded, second.Refusal);
        Assert.Contains(order.Id, second.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_critical_deployment_passes_alone_and_is_on_the_record_once()
    {
        var scenario = Breached();
        var order = Override(scenario, Request(null, reason: "CVE-2026-1"));
        Assert.Equal((true, order.From, false), (order.IsCritical, order.Until, Gate(scenario).IsOpen));
        scenario.Run(5 * Minute, Outcome.Http5xx);
        Assert.Equal(order, Override(scenario, Request(null, reason: "CVE-2026-1")));
        Assert.Equal(order, Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.GateOverridden>()).Override);
        scenario.Run(6 * Minute, Outcome.Http5xx);
        Assert.NotEqual(order, Override(scenario, Request(null, reason: "CVE-2026-1")));
        Assert.Equal([false], Moves(scenario));
    }

    [Fact]
    public void A_kill_changes_nothing_about_a_closed_gate()
    {
        var scenario = Breached();
        var closed = Gate(scenario);
        scenario.KillAndRestart(Minute);
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal((false, closed.Since), (Gate(scenario).IsOpen, Gate(scenario).Since));
        Assert.Contains(closed.Incidents[0], Gate(scenario).Incidents);
        Assert.Equal([false], Moves(scenario));
        RunUntil(scenario, Outcome.Success, open: true);
        Assert.Equal([false, true], Moves(scenario));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(20, true)]
    [InlineData(40, false)]
    public void An_override_goes_on_through_a_kill_until_its_time(int downtime, bool open)
    {
        var scenario = Breached();
        var order = Override(scenario, Request(30));
        scenario.Run(Minute, Outcome.Http5xx);
        scenario.KillAndRestart(downtime * Minute);
        scenario.Run(Minute, Outcome.Http5xx);
        Assert.Equal((open, open ? order : null), (Gate(scenario).IsOpen, Gate(scenario).Override));
        Assert.Equal([order], scenario.Snapshot.GateOverrides);
        Assert.Equal(open ? [false, true] : [false, true, false], Moves(scenario));
    }

    [Fact]
    public void A_gate_that_the_configuration_takes_away_opens_and_its_override_ends()
    {
        var scenario = Breached();
        scenario.Configuration = Configure(Frozen() with { Consequences = null }, Inference(10));
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Evaluate();
        Assert.Empty(scenario.Snapshot.Gates);
        Assert.Empty(scenario.Gates);
        Assert.Equal([false, true], Moves(scenario));

        scenario = Breached();
        Override(scenario);
        scenario.Configuration = Configure(Frozen() with { Consequences = null }, Inference(10));
        scenario.KillAndRestart();
        scenario.Evaluate();
        Assert.Empty(scenario.Gates);
        Assert.Equal((scenario.Clock.Wall, null), (scenario.Snapshot.GateOverrides[0].EndedAt, scenario.Snapshot.GateOverrides[0].EndedBy));
    }

    [Fact]
    public void Where_that_is_agreed_the_gate_stays_closed_until_the_postmortem_is_done_also_through_a_kill()
    {
        var agreed = Freeze with { Reopen = GateReopening.Postmortem, Postmortem = TimeSpan.FromDays(5), Remediation = TimeSpan.FromDays(10) };
        var scenario = Begin(Frozen() with { Objectives = [Availability(0.9m, 20)], Consequences = agreed });
        RunUntil(scenario, Outcome.Http5xx, open: false);
        scenario.Run(60 * Minute, (at, probe) => Result(probe, at, Outcome.Success), until: () => scenario.Open.All(incident => incident.AlertName != "SlaBreached"));
        var owed = scenario.Snapshot.Obligations.Single(obligation => obligation.Kind == ObligationKind.Postmortem);
        Assert.Equal((false, owed.Incident), (Gate(scenario).IsOpen, Assert.Single(Gate(scenario).Incidents)));
        Assert.Matches("^the post-mortem of incident \\w+ is owed until 2026-03-07 ", Gate(scenario).Because);

        scenario.KillAndRestart(Minute);
        scenario.Run(Minute, Outcome.Success);
        Assert.False(Gate(scenario).IsOpen);
        Assert.True(scenario.Judge.Meet(owed.Id, "ann", null, scenario.Clock).IsNew);
        scenario.Evaluate();
        Assert.True(Gate(scenario).IsOpen);
        Assert.Contains(scenario.Snapshot.Obligations, obligation => obligation is { Kind: ObligationKind.Remediation, IsOpen: true });
        Assert.Equal([false, true], Moves(scenario));
    }
}
