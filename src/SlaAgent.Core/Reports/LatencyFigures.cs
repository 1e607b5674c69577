namespace SlaAgent.Core.Reports;

/// <summary>Percentiles by nearest rank over all requests, failures counting as slower than any; each at most 1% off. Null is a percentile that lies among the failures.</summary>
public sealed record LatencyFigures
{
    /// <summary>Requests with a latency.</summary>
    public required long Measured { get; init; }

    /// <summary>Failures, which count as slower than any.</summary>
    public required long Failed { get; init; }

    /// <summary>The median, in seconds.</summary>
    public required double? P50 { get; init; }

    /// <summary>The 95th percentile, in seconds.</summary>
    public required double? P95 { get; init; }

    /// <summary>The 99th percentile, in seconds.</summary>
    public required double? P99 { get; init; }

    /// <summary>The promised percentile, in seconds; null too where none is promised.</summary>
    public double? Promised { get; init; }
}
