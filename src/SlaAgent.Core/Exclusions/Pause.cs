using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Exclusions;

/// <summary>Time that does not count because somebody said so while it went by: who, why, since when, until when. Times are wall times.</summary>
public sealed record Pause
{
    /// <summary>What it is called by.</summary>
    public required string Id { get; init; }

    /// <summary>The agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>The objectives, by name; never empty.</summary>
    public required EquatableArray<string> Objectives { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it began: when it was asked for, never before.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it was meant to end.</summary>
    public required DateTimeOffset PlannedEnd { get; init; }

    /// <summary>When measuring goes on at the latest, whoever forgets to end it; not before <see cref="PlannedEnd"/>.</summary>
    public required DateTimeOffset LatestEnd { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public PauseEnding? Ending { get; init; }

    /// <summary>Who ended it, or took note afterwards that it had ended by itself; null where nobody did.</summary>
    public string? EndedBy { get; init; }
}
