using System.Collections.Immutable;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>A server's metrics page: where it is, what is on it, and which models it is about.</summary>
internal sealed record MetricsPage(string Path, NumberStyle Style, ImmutableArray<MetricFamily> Families)
{
    /// <summary>The models shown; those that the dialect serves.</summary>
    public required Func<ServerParts, ImmutableArray<ModelTotals>> Models { get; init; }

    /// <summary>Bounds of the histograms of HTTP answers, in seconds.</summary>
    public ImmutableArray<double> HttpBounds { get; init; } = [];

    /// <summary>Whether a request for it is one of those that it counts; not where the real one is served by another process.</summary>
    public bool CountsItself { get; init; } = true;

    /// <summary>The histograms to count for it.</summary>
    public ImmutableArray<HistogramSpec> Histograms => [.. Families.Select(family => family.Histogram).OfType<HistogramSpec>()];

    /// <summary>The route that shows it.</summary>
    public Route Route(ServerParts parts) => new("GET", Path, call =>
    {
        call.IsCounted = CountsItself;
        return call.SendTextAsync(200, Text(parts), "text/plain; version=0.0.4; charset=utf-8");
    });

    private string Text(ServerParts parts)
    {
        var text = new ExpositionText(Style);
        var source = new MetricsSource(Models(parts), parts.Http, parts.Faults.Current, parts.Time.GetUtcNow());
        foreach (var family in Families)
        {
            text.Header(family.Name, family.Kind, family.Help);
            family.Write(text, source);
        }

        return text.ToString();
    }
}
