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
            var kept = scenario.AddedUp().ToList();
            scenario.Store.Clear();
            scenario.Store.AddRange(kept.Select(slot => outcome.Taken.Any(taken => IsSame(taken, slot))
                ? slot with { Good = 0, Bad = 0, Covered = default, Waived = slot.Waived + slot.Covered, Latencies = default, Reasons = "" }
                : slot));
            scenario.Adjustments.Add(made);
            scenario.Judge.Adjust(made, outcome.Taken, scenario.Clock);
        }

        return outcome;
    }

    private static TakenSlots Take(Scenario scenario, AdjustmentTarget target)
    {
        var touched = scenario.AddedUp().Where(slot => slot.Series == target.Series && slot.Start < target.To && slot.Start + slot.Length > target.From).OrderBy(slot => slot.Start).ToList();
        var whole = touched.Where(slot => slot.Start >= target.From && slot.Start + slot.Length <= target.To).ToList();
        return new TakenSlots(
            target,
            [.. whole.Where(slot => slot.Good + slot.Bad > 0 || slot.Covered > TimeSpan.Zero)],
            whole.Count,
            touched.Count,
            touched.Select(slot => slot.Length).DefaultIfEmpty().Max());
    }

    private static bool IsSame(SlotRecord left, SlotRecord right) => left.Series == right.Series && left.Start == right.Start && left.Length == right.Length;
}
