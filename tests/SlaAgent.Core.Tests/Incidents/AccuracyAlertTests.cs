using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Tests.Objectives;
using static SlaAgent.Core.Tests.Objectives.Evaluations;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>The alerts on accuracy: when they open and end, since when, and what they say.</summary>
public sealed class AccuracyAlertTests
{
    [Fact]
    public void A_missed_goal_is_a_ticket_and_its_confirmation_a_page_since_the_first_of_the_runs()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        var first = evaluations.Scenario.Clock.Wall;
        evaluations.Run(0.85);
        var risk = Assert.Single(evaluations.Scenario.Open);
        Assert.Equal(("SlaAccuracyAtRisk", AlertSeverity.Ticket, first), (risk.AlertName, risk.Severity, risk.StartedAt));
        Assert.Equal(("gold", "accuracy", "chat", "ticket"), (risk.Agreement, risk.Objective, risk.Service, risk.Labels.Find("severity")));
        evaluations.Run(0.85);
        var breach = Assert.Single(evaluations.Scenario.Open);
        Assert.Equal(("SlaBreached", AlertSeverity.Page, first), (breach.AlertName, breach.Severity, breach.StartedAt));
        Assert.Equal("it has become a breach", evaluations.Incident("SlaAccuracyAtRisk").Annotations.Find("resolution"));
        evaluations.Run(0.95);
        Assert.Empty(evaluations.Open);
        Assert.Null(evaluations.Incident("SlaBreached").Annotations.Find("resolution"));
    }

    [Fact]
    public void A_risk_begins_with_the_first_run_that_showed_it_and_ends_with_one_that_does_not()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        var first = evaluations.Scenario.Clock.Wall;
        evaluations.Run(0.91);
        evaluations.Run(evaluations.Result(0.95) with { Drift = AccuracyObjectiveTests.Drift(0.3) });
        Assert.Equal(first, Assert.Single(evaluations.Scenario.Open).StartedAt);
        evaluations.Run(0.93);
        Assert.Empty(evaluations.Open);
    }

    [Fact]
    public void What_is_not_known_neither_opens_nor_closes()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run((double?)null);
        evaluations.Void();
        Assert.Contains("SlaAccuracyAtRisk", evaluations.Open);
        evaluations.Run(0.85);
        evaluations.Run((double?)null);
        evaluations.Void();
        evaluations.Pass(Day * 10);
        Assert.Contains("SlaBreached", evaluations.Open);
        Assert.DoesNotContain("SlaAccuracyAtRisk", evaluations.Open);
    }

    [Fact]
    public void A_measurement_is_missing_when_no_run_counted_within_two_cadences_since_the_first_that_did_not()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        var first = evaluations.Scenario.Clock.Wall;
        evaluations.Void("another version answered in the middle");
        Assert.Empty(evaluations.Open);
        evaluations.Void("another version answered in the middle");
        var missing = Assert.Single(evaluations.Scenario.Open);
        Assert.Equal(("SlaMeasurementMissing", AlertSeverity.Ticket, first), (missing.AlertName, missing.Severity, missing.StartedAt));
        Assert.Equal(
            "No run has counted for more than two of its intervals (1d), so nothing is known. Promised: recall at least 0.92 of golden (by the whole 95% interval). "
            + "The last run says nothing: another version answered in the middle. "
            + "Before: Measured at 2026-03-02 12:00:00Z: 0.95 (0.93 to 0.97) over 495 of 500 examples, data set 9f86d081884c, model version 3; that proves it.",
            missing.Annotations.Find("description"));
        evaluations.Run(0.95);
        Assert.Empty(evaluations.Open);
    }

    [Fact]
    public void A_measurement_is_missing_when_no_run_ever_ends_however_often_the_agent_is_started()
    {
        var evaluations = new Evaluations();
        var began = evaluations.Scenario.Clock.Wall;
        evaluations.Scenario.Evaluate();
        for (var half = 0; half < 4; half++)
        {
            Assert.Empty(evaluations.Open);
            evaluations.Pass(Day / 2);
            evaluations.Scenario.KillAndRestart();
        }

        evaluations.Pass(TimeSpan.FromMinutes(10));
        var missing = Assert.Single(evaluations.Scenario.Open);
        Assert.Equal(("SlaMeasurementMissing", began), (missing.AlertName, missing.StartedAt));
        Assert.Contains("No run has ended: see what keeps the agent from it.", missing.Annotations.Find("description"), StringComparison.Ordinal);
    }

    [Fact]
    public void In_scope_fleet_an_agent_only_measures()
    {
        var evaluations = new Evaluations();
        var agreement = evaluations.Scenario.Configuration.Agreements[0] with { Scope = AgreementScope.Fleet };
        evaluations.Reload(evaluations.Scenario.Configuration with { Agreements = [agreement] });
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        Assert.Equal(ObjectiveStatusKind.Breached, evaluations.Status.Status);
        Assert.Empty(evaluations.Open);
    }

    [Fact]
    public void An_objective_that_is_gone_ends_its_incidents_and_says_why()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.85);
        evaluations.Run(0.85);
        evaluations.Reload(evaluations.Scenario.Configuration with { Agreements = [] });
        Assert.Empty(evaluations.Open);
        Assert.Contains("removed from the configuration", evaluations.Incident("SlaBreached").Annotations.Find("resolution"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_breach_says_what_was_promised_what_was_measured_on_what_and_what_is_different()
    {
        var evaluations = new Evaluations();
        evaluations.SeriesFrom = evaluations.Scenario.Clock.Wall;
        evaluations.Run(evaluations.Result(0.8512345) with { ModelVersion = "4", Comparison = new ModelComparison("3", 490, 31, 8, 0.000306) });
        evaluations.Run(evaluations.Result(0.8512345) with { ModelVersion = "4", Drift = AccuracyObjectiveTests.Drift(0.31) with { JensenShannon = 0.12 } });
        var annotations = evaluations.Incident("SlaBreached").Annotations;
        Assert.Equal("gold/accuracy of chat is breached: recall is below 0.92", annotations.Find("summary"));
        Assert.Equal(
            "Promised: recall at least 0.92 of golden (by the whole 95% interval). Measured at 2026-03-03 12:00:00Z: 0.8512 (0.8312 to 0.8712) over 495 of 500 examples, "
            + "data set 9f86d081884c, model version 4. Missed in 2 runs in a row; 2 make a breach. Against version 3 on 490 common examples: 8 only the present one (4) has right, "
            + "31 only the one before (p = 0.0003). Predictions against the run of 2026-03-02 12:00:00Z: population stability index 0.31 (by chance below 0.05), "
            + "Jensen-Shannon distance 0.12 (by chance below 0.02).",
            annotations.Find("description"));
    }
}
