namespace SlaAgent.Core;

/// <summary>A precondition that did not hold when the process before this one was last heard of.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Name">The precondition.</param>
/// <param name="Since">Wall time since when.</param>
public sealed record PastPrecondition(string Agreement, string Name, DateTimeOffset Since);
