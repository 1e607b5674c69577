using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Exclusions;
using SlaAgent.Hosting;

namespace SlaAgent.Tests.Exclusions;

public sealed class HeldBackEvaluationTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("gold", null)]
    [InlineData("gold silver", "excluded: retraining until 07:00 (planned)")]
    public void A_run_is_held_back_while_its_time_counts_for_no_objective_that_judges_it(string excluded, string? because) =>
        Assert.Equal(because, HeldBackEvaluation.Because(View(excluded.Split(' ', StringSplitOptions.RemoveEmptyEntries)), "chat", "golden"));

    [Fact]
    public void A_run_that_nothing_judges_is_not_held_back()
    {
        Assert.Null(HeldBackEvaluation.Because(View("gold", "silver"), "chat", "other"));
        Assert.Null(HeldBackEvaluation.Because(View("gold", "silver"), "other", "golden"));
        Assert.Null(HeldBackEvaluation.Because(null, "chat", "golden"));
    }

    private static AgentState.View View(params string[] excluded) => new(
        new AgentConfiguration(new AgentSettings(), [], [Agreement("gold"), Agreement("silver")]),
        new AgentSnapshot(default, [], [], [], [])
        {
            Excluded = [.. excluded.Select(agreement => new ExcludedObjective(agreement, "accuracy", "retraining until 07:00 (planned)")), new ExcludedObjective("gold", "other", "patching")],
        });

    private static ServiceLevelAgreement Agreement(string name) => new()
    {
        Name = name, Service = "chat", Scope = AgreementScope.Service,
        Objectives =
        [
            new Objective { Name = "accuracy", Indicator = new Indicator.Accuracy { Probe = "golden", Metric = "recall", Goal = 0.9m }, Target = 0, MinimumSamples = 1 },
            new Objective { Name = "other", Indicator = new Indicator.Availability { Probe = "golden" }, Target = 0.9m, MinimumSamples = 1 },
        ],
    };
}
