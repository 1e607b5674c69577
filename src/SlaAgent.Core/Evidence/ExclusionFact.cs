using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>Time that does not count, as it goes on the record.</summary>
public sealed record ExclusionFact
{
    /// <summary>Id of a pause; of a planned exclusion, its name and its start.</summary>
    public required string Id { get; init; }

    /// <summary>The agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>The objectives, by name; empty for all.</summary>
    public EquatableArray<string> Objectives { get; init; }

    /// <summary>Name of a planned exclusion; <c>pause</c> for one by hand.</summary>
    public required string Name { get; init; }

    /// <summary>When it begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends, or is meant to.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whether <see cref="To"/> is final.</summary>
    public bool IsOver { get; init; }

    /// <summary>When it was announced; null where it is part of the agreement, or by hand.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>Who asked for it; null for a planned one.</summary>
    public string? By { get; init; }

    /// <summary>Why; null for a planned one.</summary>
    public string? Reason { get; init; }

    /// <summary>Why the time counts all the same (announced too late); null where it does not count.</summary>
    public string? CountsBecause { get; init; }
}
