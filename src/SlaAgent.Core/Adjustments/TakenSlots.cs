using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Adjustments;

/// <summary>What the store holds of a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Slots">The slots wholly within it that hold anything that counts, in order of start.</param>
/// <param name="Whole">How many slots lie wholly within it.</param>
/// <param name="Touched">How many slots lie in it at all, wholly or in part.</param>
/// <param name="Coarsest">Length of the longest of those.</param>
public sealed record TakenSlots(AdjustmentTarget Target, IReadOnlyList<SlotRecord> Slots, int Whole, int Touched, TimeSpan Coarsest);
