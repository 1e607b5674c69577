using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly AdjustmentBook _adjustments = new();

    /// <summary>Whether time may be excluded after the fact, and what the store is to take out then; nothing changes by it.</summary>
    public (AdjustmentPlan? Plan, AdjustmentProblem? Problem) PlanAdjustment(AdjustmentRequest request, ClockReading clock)
    {
        _clock = clock;
        var agreement = _configuration.Agreements.FirstOrDefault(agreement => agreement.Name == request.Agreement);
        if (AdjustmentCheck.Problem(request, agreement) is { } wrong)
        {
            return (null, wrong);
        }

        List<CountedObjective> meant = [.. _objectives.OfType<CountedObjective>().Where(entry => entry.Agreement == agreement && AdjustmentCheck.IsMeant(request, entry.Objective))];
        if (AdjustmentCheck.Unsettled(request, meant, clock) is { } unsettled)
        {
            return (null, unsettled);
        }

        var hash = new StableHash();
        hash.Add(request.Agreement);
        hash.Add(request.By);
        hash.Add(clock.Wall.UtcTicks);
        return (new AdjustmentPlan(hash.ToString(), request, clock.Wall, [.. meant.Select(entry => AdjustmentCheck.Target(request, entry))]), null);
    }

    /// <summary>Takes out of the windows what the store has given up for good. Counters of this process do not move: they only ever grow.</summary>
    /// <param name="made">The adjustment.</param>
    /// <param name="taken">The slots as they were before.</param>
    /// <param name="clock">The present reading.</param>
    public void Adjust(PastAdjustment made, IReadOnlyList<SlotRecord> taken, ClockReading clock)
    {
        _clock = clock;
        _adjustments.Add(made);
        LeaveOut(made);
        var because = $"adjusted by {made.By}: {made.Reason} ({made.Id})";
        var slots = taken.ToLookup(slot => slot.Series);
        foreach (var entry in _objectives.OfType<CountedObjective>().Where(entry => slots.Contains(entry.Series)))
        {
            foreach (var slot in slots[entry.Series])
            {
                entry.State.Waive(slot, clock);
            }

            entry.State.AdjustedBecause = because;
            entry.MarkChanged();
        }
    }

    /// <summary>What still comes of adjusted time, because a reading spans it, does not count either.</summary>
    private void LeaveOut(PastAdjustment made)
    {
        var stretch = new Stretch(_clock.FromWall(made.From), _clock.FromWall(made.To), $"{made.Reason} (adjusted by {made.By})");
        foreach (var adjusted in made.Objectives)
        {
            Array.Find(_objectives, entry => entry.Agreement.Name == made.Agreement && entry.Objective.Name == adjusted.Objective)?.Excluded.Adjust(stretch);
        }
    }

    private void AdoptAdjustments(Past past)
    {
        _adjustments.Adopt(past.Adjustments);
        foreach (var made in past.Adjustments)
        {
            LeaveOut(made);
        }
    }
}
