using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Baselines;

/// <summary>A target that history supports.</summary>
/// <param name="Objective">The objective with that target (or threshold, or rate).</param>
/// <param name="Measured">What it was rounded from: a ratio, seconds, or a rate a second.</param>
/// <param name="Reason">Where that comes from, and the margin in it, in words.</param>
/// <param name="Replay">What would have come of it.</param>
public sealed record ProposedTarget(Objective Objective, double Measured, string Reason, ReplayResult Replay);
