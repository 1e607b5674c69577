using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>An exclusion, and how much of the period it took.</summary>
/// <param name="Fact">The exclusion.</param>
/// <param name="Within">Its time within the period, as far as that is known.</param>
public sealed record ExcludedStretch(ExclusionFact Fact, TimeSpan Within);
