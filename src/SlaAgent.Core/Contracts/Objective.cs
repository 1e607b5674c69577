namespace SlaAgent.Core.Contracts;

/// <summary>One promise: an indicator, and the share of its events that must be good.</summary>
public sealed record Objective
{
    /// <summary>Unique within its agreement.</summary>
    public required string Name { get; init; }

    /// <summary>What is counted as good.</summary>
    public required Indicator Indicator { get; init; }

    /// <summary>Share of events (or slices) that must be good; at least 0, below 1, exact.</summary>
    public required decimal Target { get; init; }

    /// <summary>Count slices instead of events; null for events.</summary>
    public Timeslices? Timeslices { get; init; }

    /// <summary>Fewest events (or slices) in the window before anything is judged.</summary>
    public required int MinimumSamples { get; init; }

    /// <summary>Parts into which a slice is cut where slices' shares are averaged: each share is rounded to the nearest part, and is wrong by 5e-10 at most.</summary>
    public const long PartsOfSlice = 1_000_000_000;

    /// <summary>What one event counts: 1, or <see cref="PartsOfSlice"/> where slices' shares are averaged, so that counts stay whole numbers and add up.</summary>
    public long PartsPerEvent => Timeslices is { IsAveraged: true } ? PartsOfSlice : 1;

    /// <summary>The default of <see cref="MinimumSamples"/>: 1/(1 − target) rounded up, at most 1000.</summary>
    public static int DefaultMinimumSamples(decimal target) => (int)Math.Min(1000m, Math.Ceiling(1m / (1m - target)));
}
