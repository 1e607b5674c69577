using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Tests.Objectives;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Evidence;

public sealed class RecordTests
{
    private static readonly ServiceLevelAgreement Gold = Agreement(Availability(0.9m));

    [Fact]
    public void Terms_go_on_the_record_at_the_first_evaluation_and_not_again_after_a_restart()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Success);
        scenario.KillAndRestart();
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Success);
        var terms = Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.TermsAgreed>()).Terms;
        Assert.Equal(Terms.Of(scenario.Configuration.Services[0], Gold), terms);
    }

    [Fact]
    public void A_reload_puts_only_changed_terms_on_the_record_and_the_end_of_those_that_are_gone()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Evaluate();
        Apply(scenario, Configure(Gold));
        Assert.Single(scenario.Recorded.All);
        Apply(scenario, Configure(Gold with { Description = "changed" }));
        Apply(scenario, Configure(Gold with { Name = "silver" }));
        Assert.Equal(
            ["TermsAgreed", "TermsAgreed", "TermsEnded", "TermsAgreed"], scenario.Recorded.All.Select(item => item.GetType().Name));
    }

    [Fact]
    public void Terms_changed_while_the_agent_was_not_running_go_on_the_record_at_its_start()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Evaluate();
        scenario.Configuration = Configure(Gold with { Description = "changed" });
        scenario.KillAndRestart(TimeSpan.FromHours(1));
        scenario.Evaluate();
        Assert.Equal(2, scenario.Recorded.All.OfType<EvidenceItem.TermsAgreed>().Count());
    }

    [Fact]
    public void A_planned_exclusion_goes_on_the_record_when_it_begins_and_when_it_is_over()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Evaluate();
        scenario.Exclude(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), "availability");
        scenario.Run(TimeSpan.FromSeconds(9), Outcome.Success);
        Assert.Empty(scenario.Recorded.Exclusions);
        scenario.Run(TimeSpan.FromSeconds(60), Outcome.Success);
        var facts = scenario.Recorded.Exclusions.ToList();
        Assert.Equal([false, true], facts.Select(fact => fact.IsOver));
        Assert.Equal("patching@2026-03-02T12:00:10Z", Assert.Single(facts.Select(fact => fact.Id).Distinct()));
        Assert.Equal(("gold", "patching", Beginning.AddSeconds(10), Beginning.AddSeconds(30)), (facts[0].Agreement, facts[0].Name, facts[0].From, facts[0].To));
        Assert.Equal(["availability"], facts[0].Objectives);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(100)]
    public void A_kill_at_any_point_of_an_exclusion_makes_no_item_twice_and_loses_none(int downtime)
    {
        for (var killedAfter = 1; killedAfter < 50; killedAfter += 4)
        {
            var scenario = new Scenario(Configure(Gold));
            scenario.Evaluate();
            scenario.Exclude(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
            scenario.Run(TimeSpan.FromSeconds(killedAfter), Outcome.Success);
            scenario.KillAndRestart(TimeSpan.FromSeconds(downtime));
            scenario.Run(TimeSpan.FromSeconds(60), Outcome.Success);
            var wasSeen = killedAfter >= 10 || killedAfter + downtime < 29;
            Assert.Equal(wasSeen ? [false, true] : [true], scenario.Recorded.Exclusions.Select(fact => fact.IsOver));
        }
    }

    [Fact]
    public void What_was_announced_too_late_goes_on_the_record_with_the_reason_why_it_counts()
    {
        var scenario = new Scenario(Configure(Gold with { Exclusions = [new() { Name = "patching", Time = new ExclusionTime.Once(Beginning, Beginning.AddHours(1)), AnnouncedAt = Beginning.AddHours(-1) }] }));
        scenario.Spans.Add(new ExcludedSpan("gold", "patching", [], Beginning, Beginning.AddSeconds(5)) { CountsBecause = "announced too late" });
        scenario.Judge.Exclude(scenario.Spans, scenario.Clock);
        scenario.Run(TimeSpan.FromSeconds(10), Outcome.Success);
        var fact = scenario.Recorded.Exclusions.Last();
        Assert.Equal(("announced too late", (DateTimeOffset?)Beginning.AddHours(-1), true), (fact.CountsBecause, fact.AnnouncedAt, fact.IsOver));
        Assert.Equal(2, scenario.Recorded.Exclusions.Count());
    }

    [Fact]
    public void An_exclusion_that_is_taken_out_of_the_configuration_is_over_then()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Exclude(TimeSpan.Zero, TimeSpan.FromHours(1));
        scenario.Run(TimeSpan.FromSeconds(10), Outcome.Success);
        scenario.Spans.Clear();
        scenario.Judge.Exclude(scenario.Spans, scenario.Clock);
        scenario.Run(TimeSpan.FromSeconds(1), Outcome.Success);
        var fact = scenario.Recorded.Exclusions.Last();
        Assert.Equal((true, Beginning.AddSeconds(11)), (fact.IsOver, fact.To));
    }

    [Fact]
    public void A_pause_goes_on_the_record_with_who_and_why_at_its_beginning_and_its_end()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Evaluate();
        var pause = scenario.Judge.Pause(new PauseRequest("gold", [], true, "ana", "training", TimeSpan.FromHours(1), null), scenario.Clock).Pause!;
        scenario.Run(TimeSpan.FromSeconds(10), Outcome.Success);
        scenario.Judge.Resume(pause.Id, "ben", scenario.Clock);
        scenario.Evaluate();
        var facts = scenario.Recorded.Exclusions.ToList();
        Assert.Equal([(pause.Id, false, Beginning.AddHours(1)), (pause.Id, true, Beginning.AddSeconds(10))], facts.Select(fact => (fact.Id, fact.IsOver, fact.To)));
        Assert.All(facts, fact => Assert.Equal(("pause", "ana", "training"), (fact.Name, fact.By, fact.Reason)));
    }

    [Fact]
    public void A_run_of_an_evaluation_goes_on_the_record_once_with_its_scores_and_what_it_does_not_count_for()
    {
        var evaluations = new Evaluations();
        evaluations.Run(0.95);
        evaluations.Scenario.Exclude(TimeSpan.Zero, Evaluations.Day);
        evaluations.Run(0.5);
        evaluations.Void("the data set has changed");
        evaluations.Scenario.KillAndRestart();
        evaluations.Scenario.Evaluate();
        var runs = evaluations.Scenario.Recorded.All.OfType<EvidenceItem.Evaluated>().Select(item => item.Run).ToList();
        Assert.Equal([Beginning, Beginning.AddDays(1), Beginning.AddDays(2)], runs.Select(run => run.At));
        Assert.Equal(new ScoreFact("recall", 0.95, 0.95 - 0.02, 0.95 + 0.02), runs[0].Scores[1]);
        Assert.Equal(("chat", "golden", 500L, 495L, 5L, Evaluations.Hash, "3"), (runs[0].Service, runs[0].Probe, runs[0].Examples, runs[0].Scored, runs[0].Failed, runs[0].DataSetHash, runs[0].ModelVersion));
        Assert.Equal((0, "gold/accuracy"), (runs[0].Excluded.Count, Assert.Single(runs[1].Excluded)));
        Assert.Equal([null, null, "the data set has changed"], runs.Select(run => run.Void));
    }

    private static void Apply(Scenario scenario, AgentConfiguration configuration)
    {
        scenario.Configuration = configuration;
        scenario.Judge.Apply(configuration, scenario.Clock);
        scenario.Evaluate();
    }
}
