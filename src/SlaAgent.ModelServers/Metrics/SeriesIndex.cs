using System.Text;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Which names on a page belong to which metrics that are wanted. A counter is wanted with and without its <c>_total</c>, and so is when it began.</summary>
internal sealed class SeriesIndex
{
    private const string Total = "_total";

    private readonly Dictionary<byte[], SeriesUse[]> _series = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], TrackedMetric[]> _declared = new(BytesComparer.Instance);
    private readonly Dictionary<(string Name, bool IsHistogram), TrackedMetric> _metrics = [];

    /// <summary>The metrics that are wanted.</summary>
    public IReadOnlyCollection<TrackedMetric> Metrics => _metrics.Values;

    /// <summary>The metric called <paramref name="name"/>, wanted from now on.</summary>
    public TrackedMetric Want(string name, bool isHistogram)
    {
        if (_metrics.TryGetValue((name, isHistogram), out var known))
        {
            return known;
        }

        var metric = new TrackedMetric(name, isHistogram);
        _metrics.Add((name, isHistogram), metric);
        if (isHistogram)
        {
            AddHistogram(metric);
        }
        else
        {
            AddValue(metric);
        }

        return metric;
    }

    /// <summary>What the series called <paramref name="name"/> is wanted for; empty for nothing.</summary>
    public ReadOnlySpan<SeriesUse> UsesOf(ReadOnlySpan<byte> name) =>
        _series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var uses) ? uses : [];

    /// <summary>The metrics whose absence a declaration of <paramref name="family"/> makes a 0.</summary>
    public ReadOnlySpan<TrackedMetric> DeclaredBy(ReadOnlySpan<byte> family) =>
        _declared.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(family, out var metrics) ? metrics : [];

    private static string Without(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;

    private static void Add<T>(Dictionary<byte[], T[]> index, string name, T entry)
    {
        var key = Encoding.UTF8.GetBytes(name);
        index[key] = [.. index.GetValueOrDefault(key, []), entry];
    }

    private void AddHistogram(TrackedMetric metric)
    {
        Add(_series, metric.Name + "_bucket", new(metric, SeriesRole.Bucket));
        Add(_series, metric.Name + "_sum", new(metric, SeriesRole.Sum));
        Add(_series, metric.Name + "_count", new(metric, SeriesRole.Count));
        Add(_series, metric.Name + "_created", new(metric, SeriesRole.Created));
        Add(_declared, metric.Name, metric);
    }

    private void AddValue(TrackedMetric metric)
    {
        var bare = Without(metric.Name, Total);
        Add(_series, bare, new(metric, SeriesRole.Value));
        Add(_series, bare + Total, new(metric, SeriesRole.Value));
        var family = Without(Without(bare, "_count"), "_sum");
        Add(_series, family + "_created", new(metric, SeriesRole.Created));
        foreach (var name in (string[])[.. new HashSet<string>([bare, bare + Total, family])])
        {
            Add(_declared, name, metric);
        }
    }
}
