namespace SlaAgent.Core.Contracts;

/// <summary>How the requests of real users are read from the server's own metrics.</summary>
/// <param name="MetricsUrl">Where the server shows its metrics; null for where its preset has them.</param>
/// <param name="Interval">Time between two readings.</param>
/// <param name="Selector">Labels that pick this model's series; null for the preset's.</param>
public sealed record TrafficSettings(Uri? MetricsUrl, TimeSpan Interval, LabelSet? Selector)
{
    /// <summary>The usual time between two readings.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LeastBelieved = TimeSpan.FromMinutes(5);

    /// <summary>For how long a server that was said to sleep is taken to, where nothing is said of it any more: five minutes, or three intervals if those are longer.</summary>
    public TimeSpan SleepBelieved => Interval * 3 > LeastBelieved ? Interval * 3 : LeastBelieved;

    /// <summary>What the metrics are called otherwise than the preset says; null for nothing.</summary>
    public MetricsOverride? Metrics { get; init; }

    /// <summary>What says whether the service is scaled to nothing; null for nothing.</summary>
    public AwakeMetric? Awake { get; init; }
}
