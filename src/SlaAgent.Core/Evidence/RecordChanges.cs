namespace SlaAgent.Core.Evidence;

/// <summary>What must be remembered of what is on the record, so that a restart does not put it there again.</summary>
/// <param name="Terms">By agreement, what tells its recorded terms from others; null for an agreement that is no longer judged.</param>
/// <param name="Exclusions">By <c>SLA/ID</c>, planned exclusions that have begun; null for those that are over.</param>
/// <param name="ExclusionsTo">Planned exclusions that were over by then are on the record; null for as before.</param>
public sealed record RecordChanges(
    IReadOnlyList<KeyValuePair<string, string?>> Terms,
    IReadOnlyList<KeyValuePair<string, ExclusionFact?>> Exclusions,
    DateTimeOffset? ExclusionsTo)
{
    /// <summary>Ids of adjustments that are only on the record from now on.</summary>
    public IReadOnlyList<string> ForgottenAdjustments { get; init; } = [];
}
