using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Exclusions;

/// <summary>What came of asking for an adjustment.</summary>
/// <param name="Made">The adjustment; null where it was refused.</param>
/// <param name="Original">The agreement's objectives right before; empty where it was refused.</param>
/// <param name="Adjusted">The same right after.</param>
/// <param name="Problem">Why it was refused; null where it was not.</param>
internal sealed record AdjustmentAnswer(
    PastAdjustment? Made, IReadOnlyList<ObjectiveStatus> Original, IReadOnlyList<ObjectiveStatus> Adjusted, AdjustmentProblem? Problem = null)
{
    /// <summary>A refusal.</summary>
    public static AdjustmentAnswer Refused(AdjustmentProblem problem) => new(null, [], [], problem);
}
