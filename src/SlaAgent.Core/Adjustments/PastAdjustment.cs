using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Adjustments;

/// <summary>Time that was excluded after the fact, as it is remembered and shown. All that was taken, by the hour, is on the record.</summary>
public sealed record PastAdjustment
{
    /// <summary>What it is called by.</summary>
    public required string Id { get; init; }

    /// <summary>The agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>Who made it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Start of the time asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the time asked for.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What was taken out of each objective.</summary>
    public required EquatableArray<AdjustedObjective> Objectives { get; init; }
}
