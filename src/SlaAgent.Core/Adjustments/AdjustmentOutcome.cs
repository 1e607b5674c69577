using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Adjustments;

/// <summary>What comes of an adjustment, once the store has said what it holds of the time.</summary>
/// <param name="Done">The adjustment; null where it is refused.</param>
/// <param name="Evidence">What goes on the record of it; null likewise.</param>
/// <param name="Taken">The slots as they were, whose counts are to be taken out.</param>
/// <param name="Problem">Why it is refused; null where it is not.</param>
public sealed record AdjustmentOutcome(PastAdjustment? Done, Adjustment? Evidence, IReadOnlyList<SlotRecord> Taken, AdjustmentProblem? Problem = null)
{
    /// <summary>Decides by what the store holds. Nothing that is taken counts in part: a slot goes as a whole or stays.</summary>
    public static AdjustmentOutcome Of(AdjustmentPlan plan, IReadOnlyList<TakenSlots> held)
    {
        List<SlotRecord> taken = [.. held.SelectMany(slots => slots.Slots)];
        if (taken.Count == 0)
        {
            return new(null, null, [], new(AdjustmentRefusal.Nothing, Nothing(plan, held)));
        }

        var request = plan.Request;
        var done = new PastAdjustment
        {
            Id = plan.Id, Agreement = request.Agreement, By = request.By, Reason = request.Reason, At = plan.At, From = request.From, To = request.To,
            Objectives = [.. held.Where(slots => slots.Slots.Count > 0).Select(OfObjective)],
        };
        var evidence = new Adjustment
        {
            Id = plan.Id, Agreement = request.Agreement, By = request.By, Reason = request.Reason, At = plan.At, From = request.From, To = request.To,
            Hours = [.. held.SelectMany(OfHours)],
        };
        return new(done, evidence, taken);
    }

    private static string Nothing(AdjustmentPlan plan, IReadOnlyList<TakenSlots> held)
    {
        if (held.Any(slots => slots.Whole > 0))
        {
            return "There is nothing left to take out: what was counted in that time is excluded already. GET /api/v1/adjustments lists what was.";
        }

        if (held.FirstOrDefault(slots => slots.Touched > 0) is { } touched)
        {
            var coarsest = held.Max(slots => slots.Coarsest);
            return $"Counts of that time are kept by slots of {Words.Span(coarsest)}, and none lies wholly within {Words.Time(touched.Target.From)} to {Words.Time(touched.Target.To)}: name time that begins and ends with slots of {Words.Span(coarsest)} (UTC).";
        }

        return $"Nothing is kept of {plan.Request.Agreement} from {Words.Time(plan.Request.From)} to {Words.Time(plan.Request.To)}: it was not measured then, or that is too long ago.";
    }

    private static AdjustedObjective OfObjective(TakenSlots held) => new(
        held.Target.Objective,
        held.Slots[0].Start,
        held.Slots.Max(slot => slot.Start + slot.Length),
        held.Coarsest,
        held.Slots.Sum(slot => slot.Good),
        held.Slots.Sum(slot => slot.Bad),
        new TimeSpan(held.Slots.Sum(slot => slot.Covered.Ticks)));

    private static IEnumerable<AdjustedHour> OfHours(TakenSlots held) =>
        held.Slots.GroupBy(slot => slot.Start.UtcTicks / TimeSpan.TicksPerHour)
            .Select(hour => new AdjustedHour(held.Target.Objective, new DateTimeOffset(hour.Key * TimeSpan.TicksPerHour, TimeSpan.Zero), OfHour([.. hour])));

    private static SeriesHour OfHour(List<SlotRecord> slots)
    {
        var covered = new TimeSpan(slots.Sum(slot => slot.Covered.Ticks));
        var latencies = slots.Aggregate(ReadOnlyMemory<byte>.Empty, (sum, slot) => SlotLatencies.Merge(sum, slot.Latencies));
        return new SeriesHour
        {
            Series = slots[0].Series,
            Good = slots.Sum(slot => slot.Good),
            Bad = slots.Sum(slot => slot.Bad),
            Covered = covered,
            Waived = covered,
            Reasons = SlotReasons.Read(slots.Aggregate("", (sum, slot) => SlotReasons.Merge(sum, slot.Reasons))),
            Latencies = latencies.IsEmpty ? null : Convert.ToBase64String(latencies.Span),
        };
    }
}
