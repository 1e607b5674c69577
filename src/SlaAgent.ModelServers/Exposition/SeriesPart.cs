namespace SlaAgent.ModelServers.Exposition;

/// <summary>Which part of its metric a series is.</summary>
internal enum SeriesPart
{
    /// <summary>No series: the metric's type is declared.</summary>
    Declaration,

    /// <summary>The value itself.</summary>
    Value,

    /// <summary>A counter's total.</summary>
    Total,

    /// <summary>A histogram's bucket, cumulative, under the label <c>le</c>.</summary>
    Bucket,

    /// <summary>A summary's quantile.</summary>
    Quantile,

    /// <summary>The sum of what was observed.</summary>
    Sum,

    /// <summary>How much was observed.</summary>
    Count,

    /// <summary>When counting began, as a Unix time.</summary>
    Created,
}
