using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Consequences;

/// <summary>What is owed since a breach: once per breach, until somebody says that it is done, whatever happens to the process, the wall clock or the agreement.</summary>
public sealed class ObligationTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static readonly BreachConsequences Agreed = new()
    {
        Freeze = true,
        Communication = new(TimeSpan.FromHours(4), ["executives"]),
        Postmortem = TimeSpan.FromDays(5),
        Remediation = TimeSpan.FromDays(10),
    };

    private static Scenario Make(BreachConsequences? agreed, AgreementScope scope = AgreementScope.Service)
    {
        var configuration = Configure(Agreement(Availability(0.9m), TimeSpan.FromMinutes(30), scope) with { Consequences = agreed });
        return new Scenario(configuration with { Agent = configuration.Agent with { Receivers = [new Receiver.Webhook("executives", new Uri("http://127.0.0.1:9/"), null)] } });
    }

    private static Scenario Broken(BreachConsequences? agreed)
    {
        var scenario = Make(agreed);
        Break(scenario);
        return scenario;
    }

    private static void Break(Scenario scenario)
    {
        scenario.Run(TimeSpan.FromMinutes(31), Outcome.Success, Step);
        scenario.Run(TimeSpan.FromHours(1), (at, probe) => Result(probe, at, Outcome.Http5xx), Step, () => scenario.Open.Any(incident => incident.AlertName == "SlaBreached"));
        Assert.Contains(scenario.Open, incident => incident.AlertName == "SlaBreached");
    }

    private static void Recover(Scenario scenario)
    {
        scenario.Run(TimeSpan.FromMinutes(40), Outcome.Success, Step);
        Assert.DoesNotContain(scenario.Open, incident => incident.AlertName == "SlaBreached");
    }

    /// <summary>Lets time pass without samples.</summary>
    private static void Wait(Scenario scenario, TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMinutes(10))
        {
            scenario.Now += TimeSpan.FromMinutes(10);
            scenario.Evaluate();
        }
    }

    private static Obligation Owed(Scenario scenario, ObligationKind kind) => Assert.Single(scenario.Snapshot.Obligations, owed => owed.Kind == kind);

    private static string[] Alerts(Scenario scenario) => [.. scenario.Open.Where(incident => incident.Labels.Find("obligation") is not null)
        .Select(incident => $"{incident.AlertName} {incident.Labels.Find("kind")}").Order(StringComparer.Ordinal)];

    [Fact]
    public void A_breach_opens_what_was_agreed_with_deadlines_from_when_it_was_found()
    {
        var scenario = Broken(Agreed);
        var breach = scenario.Open.Single(incident => incident.AlertName == "SlaBreached");
        var found = scenario.Clock.Wall;
        Assert.Equal(
            [(ObligationKind.Communication, found.AddHours(4)), (ObligationKind.Postmortem, found.AddDays(5)), (ObligationKind.Remediation, found.AddDays(10))],
            scenario.Snapshot.Obligations.OrderBy(owed => owed.DueAt).Select(owed => (owed.Kind, owed.DueAt)));
        Assert.All(scenario.Snapshot.Obligations, owed => Assert.Equal(
            ("gold", "availability", breach.Id, found, true), (owed.Agreement, owed.Objective, owed.Incident, owed.OpenedAt, owed.IsOpen)));
        Assert.Equal(["executives"], Owed(scenario, ObligationKind.Communication).Receivers);
        Assert.Equal(3, scenario.Recorded.All.OfType<EvidenceItem.ObligationChanged>().Count());
        Assert.EndsWith(
            "What follows: the deployment gate is closed until the breach has ended; executives is owed a statement within 4h; a post-mortem is owed within 5d; a remediation plan is owed within 10d.",
            breach.Annotations.Find("description"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_breach_owes_once_over_restarts_and_the_next_one_owes_anew()
    {
        var scenario = Broken(Agreed);
        var ids = scenario.Snapshot.Obligations.Select(owed => owed.Id).ToList();
        scenario.KillAndRestart(TimeSpan.FromMinutes(1));
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Http5xx, Step);
        Assert.Equal(ids, scenario.Snapshot.Obligations.Select(owed => owed.Id));
        Recover(scenario);
        Assert.Equal(3, scenario.Snapshot.Obligations.Count(owed => owed.IsOpen));
        Break(scenario);
        Assert.Equal(6, scenario.Snapshot.Obligations.Select(owed => owed.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_owed_where_nothing_is_agreed_or_the_fleets_keeper_owns_it(bool isFleet)
    {
        var scenario = Make(isFleet ? Agreed : null, isFleet ? AgreementScope.Fleet : AgreementScope.Service);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Http5xx, Step);
        Assert.Empty(scenario.Snapshot.Obligations);
    }

    [Fact]
    public void People_are_reminded_once_and_told_when_it_is_overdue_until_it_is_done()
    {
        var scenario = Broken(Agreed with { Remediation = null });
        Wait(scenario, TimeSpan.FromHours(2.8));
        Assert.Empty(Alerts(scenario));
        Wait(scenario, TimeSpan.FromHours(0.3));
        Assert.Equal(["SlaObligationDue communication"], Alerts(scenario));
        var reminded = Owed(scenario, ObligationKind.Communication);
        Assert.NotNull(reminded.RemindedAt);
        Wait(scenario, TimeSpan.FromHours(1));
        Assert.Equal(["SlaObligationOverdue communication"], Alerts(scenario));
        scenario.KillAndRestart(TimeSpan.FromMinutes(10));
        scenario.Evaluate();
        var overdue = Assert.Single(scenario.Open, incident => incident.AlertName == "SlaObligationOverdue");
        Assert.Equal((reminded.DueAt, AlertSeverity.Ticket), (overdue.StartedAt, overdue.Severity));
        Assert.Contains($"slaagent obligations send {reminded.Id}", overdue.Annotations.Find("description"), StringComparison.Ordinal);
        Assert.True(Owed(scenario, ObligationKind.Communication).IsOverdueAt(scenario.Clock.Wall));

        var answer = scenario.Judge.Meet(reminded.Id, "ann", "told them by phone", scenario.Clock);
        Assert.Equal((true, "ann", scenario.Clock.Wall, "told them by phone"), (answer.IsNew, answer.Obligation!.DoneBy, answer.Obligation.DoneAt, answer.Obligation.Note));
        scenario.Evaluate();
        Assert.Empty(Alerts(scenario));
        Assert.Equal("done by ann", scenario.Snapshot.Incidents.Single(incident => incident.Id == overdue.Id).Annotations.Find("resolution"));
        Assert.Single(scenario.Changes, change => change is { AlertName: "SlaObligationDue", IsOpen: true });
        Assert.Equal((false, "ann"), (scenario.Judge.Meet(reminded.Id, "bob", null, scenario.Clock).IsNew, Owed(scenario, ObligationKind.Communication).DoneBy));
    }

    [Fact]
    public void What_could_not_be_kept_is_owed_again_and_what_is_unknown_says_so()
    {
        var scenario = Broken(Agreed);
        var done = scenario.Judge.Meet(Owed(scenario, ObligationKind.Postmortem).Id, "ann", null, scenario.Clock).Obligation!;
        scenario.Judge.OweAgain(done, scenario.Clock);
        scenario.Evaluate();
        Assert.True(Owed(scenario, ObligationKind.Postmortem).IsOpen);
        Assert.Contains("'none'", scenario.Judge.Meet("none", "ann", null, scenario.Clock).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_makes_nothing_overdue()
    {
        var scenario = Broken(Agreed);
        scenario.WallOffset += TimeSpan.FromDays(30);
        scenario.Evaluate();
        Assert.Empty(Alerts(scenario));
    }

    [Fact]
    public void What_is_owed_stays_owed_when_the_agreement_changes_or_goes()
    {
        var scenario = Broken(Agreed);
        var owed = Owed(scenario, ObligationKind.Postmortem);
        scenario.Configuration = scenario.Configuration with { Agreements = [scenario.Configuration.Agreements[0] with { Consequences = null }] };
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Http5xx, Step);
        Assert.Equal(3, scenario.Snapshot.Obligations.Count(each => each.IsOpen));
        scenario.Configuration = scenario.Configuration with { Agreements = [] };
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        Wait(scenario, TimeSpan.FromDays(5.1));
        Assert.Contains("SlaObligationOverdue postmortem", Alerts(scenario));
        Assert.True(scenario.Judge.Meet(owed.Id, "ann", null, scenario.Clock).IsNew);
        scenario.Evaluate();
        Assert.DoesNotContain("SlaObligationOverdue postmortem", Alerts(scenario));
    }

    [Fact]
    public void A_consequence_that_is_agreed_during_a_breach_does_not_reach_back()
    {
        var scenario = Broken(null);
        scenario.Configuration = scenario.Configuration with { Agreements = [scenario.Configuration.Agreements[0] with { Consequences = Agreed }] };
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        scenario.KillAndRestart();
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Http5xx, Step);
        Assert.Empty(scenario.Snapshot.Obligations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_many_breaches_make_a_review_due_once_until_it_is_done(bool isOfObjective)
    {
        var scenario = Broken(new() { Review = new(3, TimeSpan.FromDays(90), isOfObjective) });
        Recover(scenario);
        Break(scenario);
        scenario.KillAndRestart();
        Recover(scenario);
        Assert.Empty(scenario.Snapshot.Obligations);
        Break(scenario);
        var review = Owed(scenario, ObligationKind.Review);
        Assert.Equal((isOfObjective ? "availability" : null, scenario.Clock.Wall + TimeSpan.FromDays(30)), (review.Objective, review.DueAt));
        Assert.Equal(isOfObjective ? "3 breaches of availability of gold within 90d" : "3 breaches of gold within 90d", review.Because);
        scenario.Evaluate();
        Assert.Equal(["SlaArchitectureReviewDue review"], Alerts(scenario));
        Recover(scenario);
        Break(scenario);
        Assert.Single(scenario.Snapshot.Obligations);

        Assert.True(scenario.Judge.Meet(review.Id, "ann", null, scenario.Clock).IsNew);
        Recover(scenario);
        Assert.Empty(Alerts(scenario));
        Break(scenario);
        Recover(scenario);
        Break(scenario);
        Assert.Single(scenario.Snapshot.Obligations);
        Recover(scenario);
        Break(scenario);
        Assert.Equal(2, scenario.Snapshot.Obligations.Count);
    }

    [Fact]
    public void Breaches_that_are_too_long_ago_do_not_count()
    {
        var scenario = Broken(new() { Review = new(2, TimeSpan.FromDays(1), false) });
        Recover(scenario);
        Wait(scenario, TimeSpan.FromDays(1));
        Break(scenario);
        Assert.Empty(scenario.Snapshot.Obligations);
        Recover(scenario);
        Break(scenario);
        Assert.Single(scenario.Snapshot.Obligations);
    }

    [Fact]
    public void A_statement_goes_to_those_who_are_owed_it_once()
    {
        var scenario = Broken(Agreed);
        var owed = Owed(scenario, ObligationKind.Communication);
        Assert.Contains("a post-mortem", scenario.Judge.SendStatement(Owed(scenario, ObligationKind.Postmortem).Id, "ann", "x", scenario.Clock).Problem, StringComparison.Ordinal);
        var answer = scenario.Judge.SendStatement(owed.Id, "ann", "We are sorry.", scenario.Clock);
        Assert.True(answer.IsNew);
        scenario.Evaluate();
        var told = scenario.Changes.Where(change => change.AlertName == "SlaStatement").ToList();
        Assert.Equal([true, false], told.Select(change => change.IsOpen));
        Assert.All(told, change => Assert.Equal(("We are sorry.", true, false), (change.Annotations.Find("description"), change.GoesTo("executives"), change.GoesTo("oncall"))));
        Assert.Equal("We are sorry.", scenario.Recorded.All.OfType<EvidenceItem.ObligationChanged>().Last().Obligation.Statement);
        Assert.Equal(("ann", "the statement was sent to executives"), (Owed(scenario, ObligationKind.Communication).DoneBy, Owed(scenario, ObligationKind.Communication).Note));
        Assert.Contains("nothing is sent twice", scenario.Judge.SendStatement(owed.Id, "ann", "Again.", scenario.Clock).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_to_people_who_cannot_be_reached_any_more_is_refused()
    {
        var scenario = Broken(Agreed);
        scenario.Configuration = scenario.Configuration with { Agent = new() };
        scenario.Judge.Apply(scenario.Configuration, scenario.Clock);
        var answer = scenario.Judge.SendStatement(Owed(scenario, ObligationKind.Communication).Id, "ann", "x", scenario.Clock);
        Assert.Contains("no receiver executives any more", answer.Problem, StringComparison.Ordinal);
        Assert.True(answer.Obligation!.IsOpen);
    }

    [Fact]
    public void A_draft_holds_the_facts_and_leaves_to_people_what_only_they_know()
    {
        var scenario = Broken(Agreed);
        var owed = Owed(scenario, ObligationKind.Communication);
        var breach = scenario.Open.Single(incident => incident.AlertName == "SlaBreached");
        var status = scenario.Status;
        var draft = StatementDraft.Write(owed, scenario.Configuration, scenario.Snapshot);
        Assert.Equal(
            $"""
            # availability of gold is breached

            On the service chat.

            - **Promised:** 90% of requests answered well.
            - **Measured:** {Math.Round(status.Compliance!.Value * 100, 2)}% good over the last 30m: {status.Events - status.Good} of {status.Events} were not. The error budget is overspent by {Math.Round(-status.ErrorBudgetRemaining!.Value * 100, 2)}%.
            - **Since:** {breach.StartedAt:yyyy-MM-dd HH:mm:ss'Z'}; it goes on.
            - **Impact:** [whom it hits, and what they notice]
            - **What follows:** no deployments meanwhile; a post-mortem by {owed.OpenedAt.AddDays(5):yyyy-MM-dd HH:mm:ss'Z'}; a remediation plan by {owed.OpenedAt.AddDays(10):yyyy-MM-dd HH:mm:ss'Z'}.
            - **Next steps:** [what is being done, by whom, and when there will be news]

            """,
            draft);
        Assert.DoesNotContain("status 500", draft, StringComparison.Ordinal);
        Assert.Contains("[the agreement is not in force any more]", StatementDraft.Write(owed, new(new(), [], []), scenario.Snapshot), StringComparison.Ordinal);
    }
}
