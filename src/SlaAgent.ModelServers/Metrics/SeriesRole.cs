namespace SlaAgent.ModelServers.Metrics;

/// <summary>What the value of a series is to the metric that is followed.</summary>
internal enum SeriesRole
{
    /// <summary>The count or the gauge itself.</summary>
    Value,

    /// <summary>A histogram's bucket.</summary>
    Bucket,

    /// <summary>A histogram's sum.</summary>
    Sum,

    /// <summary>A histogram's count.</summary>
    Count,

    /// <summary>When counting began.</summary>
    Created,
}
