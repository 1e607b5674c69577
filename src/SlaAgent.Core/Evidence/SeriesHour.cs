using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>What a series counted in an hour, or in what of it was not on the record yet.</summary>
public sealed record SeriesHour
{
    /// <summary>Key of the series.</summary>
    public required string Series { get; init; }

    /// <summary>Good events.</summary>
    public required long Good { get; init; }

    /// <summary>Bad events.</summary>
    public required long Bad { get; init; }

    /// <summary>Time that was measured.</summary>
    public required TimeSpan Covered { get; init; }

    /// <summary>Time that does not count.</summary>
    public required TimeSpan Waived { get; init; }

    /// <summary>Why events were bad, by the names of outcomes (and <c>too_slow</c>, <c>failed</c>, <c>too_little_work</c>); they add up to the bad events, or, of slices, to the bad events in the slices.</summary>
    public EquatableArray<ReasonCount> Reasons { get; init; }

    /// <summary>Latencies in the agent's written form, in base 64; null where the series has none.</summary>
    public string? Latencies { get; init; }
}
