namespace SlaAgent.ModelServers.Exposition;

/// <summary>One sample of a page, or the declaration of a metric's type. Valid until the parser is asked again.</summary>
internal readonly ref struct ExpositionSample
{
    /// <summary>The series' name as written, without quotes and escapes; of a declaration the metric's name.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The metric's name: that of its declaration where there is one, else the series' without a usual ending.</summary>
    public required ReadOnlySpan<byte> Family { get; init; }

    /// <summary>What the page says that the metric is.</summary>
    public required MetricType Type { get; init; }

    /// <summary>Which part of the metric this is.</summary>
    public required SeriesPart Part { get; init; }

    /// <summary>The labels.</summary>
    public ExpositionLabels Labels { get; init; }

    /// <summary>The value; may be NaN or infinite.</summary>
    public double Value { get; init; }
}
