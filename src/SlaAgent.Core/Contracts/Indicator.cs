namespace SlaAgent.Core.Contracts;

/// <summary>What is counted as good.</summary>
public abstract record Indicator
{
    private Indicator()
    {
    }

    /// <summary>Name of the probe whose results are judged.</summary>
    public required string Probe { get; init; }

    /// <summary>Good is a successful probe.</summary>
    public sealed record Availability : Indicator;

    /// <summary>Good is a successful probe no slower than a threshold.</summary>
    public sealed record Latency : Indicator
    {
        /// <summary>Which duration is meant.</summary>
        public LatencyMeasure Measure { get; init; } = LatencyMeasure.Total;

        /// <summary>The percentile as a ratio (0.95 for <c>percentile: 95</c>), exact; above 0, below 1.</summary>
        public required decimal Percentile { get; init; }

        /// <summary>Slowest good value.</summary>
        public required TimeSpan Threshold { get; init; }

        /// <summary>Whether failed requests count as slower than the threshold (default) or not at all.</summary>
        public bool ExcludeFailures { get; init; }
    }
}
