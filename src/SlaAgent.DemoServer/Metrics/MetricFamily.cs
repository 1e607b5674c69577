using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>One metric of a page: its head, and who writes its samples.</summary>
/// <param name="Name">The name, prefix included.</param>
/// <param name="Kind">counter, gauge, histogram or summary.</param>
/// <param name="Help">Its description; null where the server writes none.</param>
/// <param name="Write">Writes the samples.</param>
internal sealed record MetricFamily(string Name, string Kind, string? Help, Action<ExpositionText, MetricsSource> Write)
{
    /// <summary>The histogram that is counted for it; null for none.</summary>
    public HistogramSpec? Histogram { get; init; }
}
