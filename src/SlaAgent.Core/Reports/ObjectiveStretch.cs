using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>Time in which an objective had the same terms.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when, not included.</param>
/// <param name="Terms">The terms.</param>
internal sealed record ObjectiveStretch(DateTimeOffset From, DateTimeOffset To, ObjectiveTerms Terms)
{
    /// <summary>When the words of the method changed, and nothing that figures are reckoned by.</summary>
    public EquatableArray<DateTimeOffset> Reworded { get; init; }
}
