namespace SlaAgent.Core.Contracts;

/// <summary>What is counted as good.</summary>
public abstract record Indicator
{
    private Indicator()
    {
    }

    /// <summary>Name of the probe whose results are judged; null for the requests of real users, as the server's own metrics tell of them. The two are never added up.</summary>
    public required string? Probe { get; init; }

    /// <summary>Whether the requests of real users are judged.</summary>
    public bool IsOfTraffic => Probe is null;

    /// <summary>Good is a request (or probe) that succeeds.</summary>
    public sealed record Availability : Indicator;

    /// <summary>Good is a successful request no slower than a threshold.</summary>
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

    /// <summary>Good is a slice of time (or a run of load) in which enough work was done.</summary>
    public sealed record Throughput : Indicator
    {
        /// <summary>Which work is counted.</summary>
        public ThroughputMeasure Measure { get; init; } = ThroughputMeasure.Requests;

        /// <summary>Smallest good rate.</summary>
        public required Rate AtLeast { get; init; }

        /// <summary>Whether a slice without any request is a bad one (and else no event at all).</summary>
        public bool CountsIdle { get; init; }
    }
}
