using System.Buffers;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>
/// The wanted series of a server, from reading to reading. What a reading says is held apart until it is whole; one that breaks off changes nothing.
/// Series that go away are remembered for when they come back, as far as there is room.
/// </summary>
internal sealed class SeriesBook(SeriesIndex index, SeriesSelector selector)
{
    /// <summary>Most series that are followed for one service; a histogram with all its buckets is one.</summary>
    public const int MaxSeries = 10_000;

    private readonly Dictionary<byte[], TrackedSeries> _series = new(BytesComparer.Instance);
    private readonly ArrayBufferWriter<byte> _key = new();

    /// <summary>Number of the reading that goes on, or has just ended.</summary>
    public long Reading { get; private set; }

    /// <summary>Lines of this reading that cannot be: a series that came twice (the first stands), a bucket without its bound.</summary>
    public long BadLines { get; private set; }

    /// <summary>Whether this reading has more series than can be followed.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether this reading has wanted series, if only of other models.</summary>
    public bool HasAny => index.Metrics.Any(metric => metric.SeenIn == Reading || metric.DeclaredIn == Reading);

    private bool HasOwn => index.Metrics.Any(metric => metric.IsTold(Reading));

    /// <summary>Begins a reading.</summary>
    public void Begin()
    {
        Reading++;
        (BadLines, IsFull) = (0, false);
        selector.Restart();
    }

    /// <summary>Takes a sample of the reading that goes on.</summary>
    public void Take(in ExpositionSample sample)
    {
        if (sample.Part == SeriesPart.Declaration)
        {
            foreach (var metric in index.DeclaredBy(sample.Name))
            {
                metric.Declare(sample.Name, sample.Type, Reading);
            }

            return;
        }

        foreach (var use in index.UsesOf(sample.Name))
        {
            Take(use, sample);
        }
    }

    /// <summary>The reading is whole: what it said becomes what the next one is compared with.</summary>
    /// <param name="baseline">Whether nothing is to be compared with what was said before.</param>
    public void Commit(bool baseline)
    {
        foreach (var series in _series.Values)
        {
            series.Commit(Reading, baseline);
        }

        if (_series.Count > MaxSeries / 2)
        {
            ForgetAbsent();
        }
    }

    /// <summary>What to say where this model's series cannot be picked; null where they can.</summary>
    public string? Unpicked() => !HasOwn ? selector.Nothing() : selector.Unknown();

    private void Take(SeriesUse use, in ExpositionSample sample)
    {
        // What is called like a count may be something else: a histogram's name may end in _total.
        if (sample.Part is SeriesPart.Quantile || (sample.Part == SeriesPart.Bucket) != (use.Role == SeriesRole.Bucket))
        {
            return;
        }

        use.Metric.SeenIn = use.Role == SeriesRole.Created ? use.Metric.SeenIn : Reading;
        if (!selector.Selects(sample.Labels))
        {
            return;
        }

        var bound = double.NaN;
        if (use.Role == SeriesRole.Bucket && !TryReadBound(sample.Labels, out bound))
        {
            BadLines++;
            return;
        }

        use.Metric.SelectedIn = use.Role == SeriesRole.Created ? use.Metric.SelectedIn : Reading;
        if (SeriesOf(use.Metric, sample.Labels) is not { } series)
        {
            IsFull = true;
        }
        else if (!series.Take(use.Role, bound, sample.Value, Reading))
        {
            BadLines++;
        }
    }

    private static bool TryReadBound(ExpositionLabels labels, out double bound)
    {
        bound = 0;
        return labels.TryFind("le"u8, out var label) && NumberText.TryParse(label.RawValue, out bound);
    }

    private TrackedSeries? SeriesOf(TrackedMetric metric, ExpositionLabels labels)
    {
        _key.ResetWrittenCount();
        SeriesKey.Write(_key, metric.KeyName, labels);
        var lookup = _series.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(_key.WrittenSpan, out var known))
        {
            return known;
        }

        if (_series.Count >= MaxSeries)
        {
            return null;
        }

        var series = metric.Follow(labels);
        lookup[_key.WrittenSpan] = series;
        return series;
    }

    private void ForgetAbsent()
    {
        foreach (var (key, series) in _series)
        {
            if (series.SeenIn != Reading)
            {
                _series.Remove(key);
            }
        }

        foreach (var metric in index.Metrics)
        {
            metric.Series.RemoveAll(series => series.SeenIn != Reading);
        }
    }
}
