using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Exclusions;

/// <summary>A stretch of wall time that an exclusion of an agreement names.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Exclusion">Name of the exclusion.</param>
/// <param name="Objectives">The objectives for which it holds; empty for all.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; after <paramref name="From"/>.</param>
public sealed record ExcludedSpan(string Agreement, string Exclusion, EquatableArray<string> Objectives, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Why it counts in spite of it, in one line; null for time that does not count.</summary>
    public string? CountsBecause { get; init; }

    /// <summary>Whether it is about an objective of its agreement.</summary>
    public bool IsAbout(string objective) => Objectives.Count == 0 || Objectives.Contains(objective);
}
