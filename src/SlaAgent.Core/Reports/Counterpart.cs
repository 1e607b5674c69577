using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>The other form of the same promise: what is promised to the customer beside what one asks of oneself, or the other way round.</summary>
/// <param name="Terms">The other agreement about the same service.</param>
/// <param name="Objectives">What each of its objectives came to in the same time.</param>
public sealed record Counterpart(AgreementTerms Terms, EquatableArray<ObjectiveOutcome> Objectives);
