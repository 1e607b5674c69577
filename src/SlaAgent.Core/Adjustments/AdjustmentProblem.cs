namespace SlaAgent.Core.Adjustments;

/// <summary>Why an adjustment is refused, in words that say what to do.</summary>
/// <param name="Refusal">The kind.</param>
/// <param name="Text">The words.</param>
public sealed record AdjustmentProblem(AdjustmentRefusal Refusal, string Text);
