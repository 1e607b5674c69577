using System.Collections.Immutable;
using System.Globalization;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>The kinds of metric that the pages' tables are written with.</summary>
internal static class Family
{
    public static MetricFamily Counter(string name, string? help, string labels, Func<ModelTotals, double> value) =>
        Of(name, "counter", help, new MetricSeries(labels, value));

    public static MetricFamily Counter(string name, string? help, params MetricSeries[] series) => Of(name, "counter", help, series);

    public static MetricFamily Gauge(string name, string? help, string labels, Func<ModelTotals, double> value) =>
        Of(name, "gauge", help, new MetricSeries(labels, value));

    public static MetricFamily Gauge(string name, string? help, params MetricSeries[] series) => Of(name, "gauge", help, series);

    /// <summary>Gauges that say what state the server is in.</summary>
    public static MetricFamily State(string name, string? help, params (string Labels, Func<FaultSet, bool> Holds)[] states) =>
        new(name, "gauge", help, (text, source) =>
        {
            foreach (var (labels, holds) in states)
            {
                text.Sample(name, labels, holds(source.Faults) ? 1 : 0);
            }
        });

    /// <summary>A histogram of <paramref name="measure"/>, in units of which <paramref name="scale"/> are a second.</summary>
    public static MetricFamily Histogram(string name, string? help, string labels, Measure measure, ImmutableArray<double> bounds, double scale = 1)
    {
        var spec = new HistogramSpec(measure, scale, bounds);
        return new(name, "histogram", help, (text, source) =>
        {
            foreach (var model in source.Models)
            {
                text.Histogram(name, ForModel(labels, model), model.Histogram(spec));
            }
        })
        { Histogram = spec };
    }

    /// <summary>A summary without quantiles.</summary>
    public static MetricFamily Summary(string name, string? help, string labels, Measure measure) => new(name, "summary", help, (text, source) =>
    {
        foreach (var model in source.Models)
        {
            text.Sample(name + "_count", ForModel(labels, model), model.Count(measure));
            text.Sample(name + "_sum", ForModel(labels, model), model.Sum(measure));
        }
    });

    /// <summary>HTTP answers that <paramref name="filter"/> lets through, counted by labels with {method}, {handler}, {status} and {class} (2xx).</summary>
    public static MetricFamily HttpCounter(string name, string? help, string labels, Func<int, bool>? filter = null) => new(name, "counter", help, (text, source) =>
    {
        foreach (var (key, durations) in Grouped(source, labels, filter))
        {
            text.Sample(name, key, durations.Count);
        }
    });

    /// <summary>Durations of HTTP answers, by the same labels; seconds, or as many units in a second as <paramref name="scale"/> says.</summary>
    public static MetricFamily HttpHistogram(string name, string? help, string labels, double scale = 1) => new(name, "histogram", help, (text, source) =>
    {
        foreach (var (key, durations) in Grouped(source, labels, null))
        {
            text.Histogram(name, key, durations.Scaled(scale));
        }
    });

    private static MetricFamily Of(string name, string kind, string? help, params MetricSeries[] series) => new(name, kind, help, (text, source) =>
    {
        foreach (var model in source.Models)
        {
            foreach (var (labels, value) in series)
            {
                text.Sample(name, ForModel(labels, model), value(model));
            }
        }
    });

    private static string ForModel(string labels, ModelTotals model) => labels.Replace("{model}", model.Model, StringComparison.Ordinal);

    private static IEnumerable<(string Labels, BucketCounts Durations)> Grouped(MetricsSource source, string labels, Func<int, bool>? filter) =>
        source.Http.Read()
            .Where(series => filter?.Invoke(series.Status) ?? true)
            .GroupBy(series => labels
                .Replace("{method}", series.Method, StringComparison.Ordinal)
                .Replace("{handler}", series.Handler, StringComparison.Ordinal)
                .Replace("{status}", series.Status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{class}", $"{series.Status / 100}xx", StringComparison.Ordinal))
            .Select(group => (group.Key, group.Select(series => series.Durations).Aggregate((sum, more) => sum.Plus(more))));
}
