using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>The series of a source, among those that are followed.</summary>
internal sealed class BoundSource
{
    private readonly (TrackedMetric Metric, ulong Bit)[] _alternates;

    /// <summary>Has the series of <paramref name="source"/> followed. To be made before the first reading.</summary>
    public BoundSource(MetricSource source, SeriesIndex index, bool isHistogram) =>
        _alternates = [.. source.Names.Select(name => index.Want(name, isHistogram)).Select(metric => (metric, metric.BitOf(source.Where)))];

    /// <summary>Whether the reading told something of it.</summary>
    public bool IsTold(long reading) => Array.Exists(_alternates, alternate => alternate.Metric.IsTold(reading));

    /// <summary>The series that the reading had, under the first of the metric's names that it told of.</summary>
    public IEnumerable<TrackedSeries> SeriesIn(long reading)
    {
        var (metric, bit) = Array.Find(_alternates, alternate => alternate.Metric.IsTold(reading));
        return metric is null ? [] : metric.Series.Where(series => series.SeenIn == reading && (series.Meets & bit) != 0);
    }
}
