using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>Time in which an agreement had the same terms.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when, not included.</param>
/// <param name="Terms">The terms.</param>
internal sealed record TermsStretch(DateTimeOffset From, DateTimeOffset To, AgreementTerms Terms);
