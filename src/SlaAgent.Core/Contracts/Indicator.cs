using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Contracts;

/// <summary>What is counted as good.</summary>
public abstract record Indicator
{
    private Indicator()
    {
    }

    /// <summary>Name of the probe whose results are judged; null for the requests of real users. The two are never added up.</summary>
    public required string? Probe { get; init; }

    /// <summary>Whether the requests of real users are judged, as the server's own metrics tell of them.</summary>
    public bool IsOfTraffic => Probe is null && this is not Accuracy;

    /// <summary>Good is a request (or probe) that succeeds.</summary>
    public sealed record Availability : Indicator
    {
        /// <summary>Outcomes that are the fault of whoever asks: no events. Probes only.</summary>
        public EquatableArray<Outcome> Except { get; init; }
    }

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

        /// <summary>Outcomes that are the fault of whoever asks: no events. Probes only.</summary>
        public EquatableArray<Outcome> Except { get; init; }
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

    /// <summary>Good is a run of an evaluation whose score reaches its goal. Its <see cref="Probe"/> is null for truths that come later (<c>source: feedback</c>).</summary>
    public sealed record Accuracy : Indicator
    {
        /// <summary>Name of the score; one of <see cref="SlaAgent.Core.Accuracy.ScoreName"/>.</summary>
        public required string Metric { get; init; }

        /// <summary>The goal.</summary>
        public required decimal Goal { get; init; }

        /// <summary>Whether the score must be at most the goal (an error) rather than at least.</summary>
        public bool IsAtMost { get; init; }

        /// <summary>Confidence of the two-sided interval; above 0, below 1.</summary>
        public decimal Confidence { get; init; } = 0.95m;

        /// <summary>Which value is held against the goal.</summary>
        public AccuracyDecision Decision { get; init; } = AccuracyDecision.Interval;

        /// <summary>Runs in a row that must say so before it is a breach: every run is another chance to be wrong.</summary>
        public int Confirm { get; init; } = 2;

        /// <summary>When predictions are too far from the reference run's; null for not looked at.</summary>
        public DriftLimits? Drift { get; init; } = DriftLimits.Default;

        /// <summary>For feedback: smallest share of the window's predictions that must have a label; 0 to 1.</summary>
        public decimal MinimumLabelled { get; init; }
    }
}
