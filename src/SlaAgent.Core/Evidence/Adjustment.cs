using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>Time that was excluded after the fact: who, why, which time, and the figures before and after. What was counted stays on the record.</summary>
public sealed record Adjustment
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

    /// <summary>Start of the excluded time.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the excluded time.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What was taken out of each hour of each series; to be subtracted from what the closed hours add up to. <see cref="SeriesHour.Waived"/> is what was added there.</summary>
    public required EquatableArray<AdjustedHour> Hours { get; init; }
}
