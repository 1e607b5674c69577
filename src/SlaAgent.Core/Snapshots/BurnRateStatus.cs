using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Snapshots;

/// <summary>One row of a burn-rate alert, evaluated.</summary>
/// <param name="Rule">The row.</param>
/// <param name="LongValue">Burn rate over the long window; null without events in it.</param>
/// <param name="ShortValue">Burn rate over the short window; null without events in it.</param>
/// <param name="Firing">Whether both exceed the factor and the failures are significant.</param>
public sealed record BurnRateStatus(BurnRateRule Rule, double? LongValue, double? ShortValue, bool Firing);
