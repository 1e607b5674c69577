using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>What one objective promised, as it goes on the record.</summary>
public sealed record ObjectiveTerms
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it judges: <c>availability</c>, <c>latency</c>, <c>throughput</c> or <c>accuracy</c>.</summary>
    public required string Indicator { get; init; }

    /// <summary>The promise and the method in words, one sentence each.</summary>
    public required EquatableArray<string> Method { get; init; }

    /// <summary>The series of <see cref="SeriesHour"/> that holds its counts; null for accuracy.</summary>
    public string? Series { get; init; }

    /// <summary>What is counted: <c>probes</c>, <c>requests</c>, <c>slices</c> or <c>runs</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Counts for one event: 1, or the parts into which a slice's ratio is cut where ratios are averaged.</summary>
    public long PartsPerEvent { get; init; } = 1;

    /// <summary>Share that must be good, exact; null for accuracy.</summary>
    public decimal? Target { get; init; }

    /// <summary>Fewest events before anything is judged.</summary>
    public int MinimumSamples { get; init; }

    /// <summary>The percentile promised, as a ratio; null for other objectives.</summary>
    public decimal? Percentile { get; init; }

    /// <summary>Slowest good value; null for other objectives.</summary>
    public TimeSpan? Threshold { get; init; }

    /// <summary>Length of a slice; null where events are counted.</summary>
    public TimeSpan? Slice { get; init; }

    /// <summary>The promised rate, per second; null for other objectives.</summary>
    public double? AtLeastPerSecond { get; init; }

    /// <summary>For accuracy: the probe (or <c>feedback</c>) whose runs are judged; null for other objectives.</summary>
    public string? Evaluation { get; init; }

    /// <summary>For accuracy: the score; null for other objectives.</summary>
    public string? Metric { get; init; }

    /// <summary>For accuracy: the goal; null for other objectives.</summary>
    public decimal? Goal { get; init; }

    /// <summary>For accuracy: whether the score must be at most the goal.</summary>
    public bool IsAtMost { get; init; }
}
