namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of a precondition of an agreement.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Name">The precondition.</param>
/// <param name="IsMet">Whether it holds; null where that is not known, and the time counts.</param>
/// <param name="Value">The value that was read last; null where the last reading could not tell.</param>
/// <param name="UnmetSince">Wall time since when it does not hold; null where it does, or where it is not known.</param>
public sealed record PreconditionStatus(string Agreement, string Name, bool? IsMet, double? Value, DateTimeOffset? UnmetSince);
