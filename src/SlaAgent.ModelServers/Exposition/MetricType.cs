namespace SlaAgent.ModelServers.Exposition;

/// <summary>What a page says that a metric is, under <c># TYPE</c>.</summary>
internal enum MetricType
{
    /// <summary>Nothing was said, or something unknown.</summary>
    Unknown,

    /// <summary>A total that only grows.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>Totals in buckets.</summary>
    Histogram,

    /// <summary>Values in buckets.</summary>
    GaugeHistogram,

    /// <summary>Totals, with or without quantiles.</summary>
    Summary,

    /// <summary>Labels that describe.</summary>
    Info,

    /// <summary>One of several states, each a series.</summary>
    StateSet,
}
