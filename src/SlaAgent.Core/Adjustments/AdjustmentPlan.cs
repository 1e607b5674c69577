namespace SlaAgent.Core.Adjustments;

/// <summary>An adjustment that may be made, where there is anything to take out.</summary>
/// <param name="Id">What it will be called by.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="At">When.</param>
/// <param name="Targets">What is to be taken out.</param>
public sealed record AdjustmentPlan(string Id, AdjustmentRequest Request, DateTimeOffset At, IReadOnlyList<AdjustmentTarget> Targets);
