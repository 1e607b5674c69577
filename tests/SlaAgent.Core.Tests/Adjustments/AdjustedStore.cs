using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Adjustments;

/// <summary>What the ledger does for an adjustment, on a scenario's list of counts.</summary>
internal static class AdjustedStore
{
    public static AdjustmentRequest Request(DateTimeOffset from, DateTimeOffset to, params string[] objectives) => new("gold", [.. objectives], from, to, "ana", "the customer's network was down");

    public static AdjustmentOutcome Adjust(this Scenario scenario, AdjustmentRequest request)
    {
        var (plan, problem) = scenario.Judge.PlanAdjustment(request, scenario.Clock);
        if (plan is null)
        {
            return new AdjustmentOutcome(null, null, [], problem);
        }

        var outcome = AdjustmentOutcome.Of(plan, [.. plan.Targets.Select(target => Take(scenario, target))]);
        if (outcome.Done is { } made)
        {
            var taken = outcome.Taken.Select(Key).ToHashSet();
            scenario.Store.RemoveAll(slot => taken.Contains(Key(slot)));
            scenario.Store.AddRange(outcome.Taken.Select(slot => slot with { Good = 0, Bad = 0, Covered = default, Waived = slot.Waived + slot.Covered, Latencies = default, Reasons = "" }));
            scenario.Adjustments.Add(made);
            scenario.Judge.Adjust(made, outcome.Taken, scenario.Clock);
        }

        return outcome;
    }

    private static TakenSlots Take(Scenario scenario, AdjustmentTarget target)
    {
        var touched = scenario.AddedUp(slot => slot.Series == target.Series && slot.Start < target.To && slot.Start + slot.Length > target.From).OrderBy(slot => slot.Start).ToList();
        var whole = touched.Where(slot => slot.Start >= target.From && slot.Start + slot.Length <= target.To).ToList();
        return new TakenSlots(
            target,
            [.. whole.Where(slot => slot.Good + slot.Bad > 0 || slot.Covered > TimeSpan.Zero)],
            whole.Count,
            touched.Count,
            touched.Select(slot => slot.Length).DefaultIfEmpty().Max());
    }

    private static (string, DateTimeOffset, TimeSpan) Key(SlotRecord slot) => (slot.Series, slot.Start, slot.Length);
}
