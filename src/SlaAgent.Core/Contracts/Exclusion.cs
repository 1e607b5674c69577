namespace SlaAgent.Core.Contracts;

/// <summary>Time that does not count, as the agreement says beforehand.</summary>
public sealed record Exclusion
{
    /// <summary>Unique within its agreement.</summary>
    public required string Name { get; init; }

    /// <summary>When it is.</summary>
    public required ExclusionTime Time { get; init; }

    /// <summary>Names of the objectives for which it holds; empty for all.</summary>
    public EquatableArray<string> Objectives { get; init; }

    /// <summary>When it was announced; null for one that is part of the agreement itself.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>Whether what begins at <paramref name="start"/> was announced at least <paramref name="notice"/> before; what was not does not count.</summary>
    public bool IsInTime(DateTimeOffset start, TimeSpan notice) => AnnouncedAt is not { } announced || start - announced >= notice;
}
