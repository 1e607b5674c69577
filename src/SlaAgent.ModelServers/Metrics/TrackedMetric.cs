using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>A metric under one of its names, with the series of it that are followed.</summary>
/// <param name="name">The name.</param>
/// <param name="isHistogram">Whether it is read as a histogram; else as a count or a gauge.</param>
internal sealed class TrackedMetric(string name, bool isHistogram)
{
    /// <summary>Most conditions on the labels of one metric: each has a bit of <see cref="TrackedSeries.Meets"/>.</summary>
    public const int MaxConditions = 64;

    private readonly List<EquatableArray<LabelCondition>> _conditions = [];
    private readonly List<BoundCondition[]> _bound = [];

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Whether it is read as a histogram; else as a count or a gauge.</summary>
    public bool IsHistogram => isHistogram;

    /// <summary>The name as it is part of a series' key.</summary>
    public byte[] KeyName { get; } = Encoding.UTF8.GetBytes((isHistogram ? "h" : "v") + name);

    /// <summary>Series that are followed.</summary>
    public List<TrackedSeries> Series { get; } = [];

    /// <summary>The reading that declared it last.</summary>
    public long DeclaredIn { get; private set; }

    /// <summary>The reading in which a series of it, this model's or another's, was seen last.</summary>
    public long SeenIn { get; set; }

    /// <summary>The reading in which a series of this model was seen last.</summary>
    public long SelectedIn { get; set; }

    /// <summary>The bit that a series has in <see cref="TrackedSeries.Meets"/> where it meets <paramref name="where"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="MaxConditions"/>; a checked configuration never has so many.</exception>
    public ulong BitOf(EquatableArray<LabelCondition> where)
    {
        var index = _conditions.IndexOf(where);
        if (index < 0)
        {
            index = _conditions.Count;
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MaxConditions, nameof(where));
            _conditions.Add(where);
            _bound.Add([.. where.Select(condition => new BoundCondition(condition))]);
        }

        return 1UL << index;
    }

    /// <summary>Whether the reading <paramref name="reading"/> said something of it for this model: a series, or its declaration and no series at all.</summary>
    public bool IsTold(long reading) => SelectedIn == reading || (DeclaredIn == reading && SeenIn != reading);

    /// <summary>A page declares the metric <paramref name="family"/>. What is called like a count may be something else: a histogram's name may end in <c>_total</c>.</summary>
    public void Declare(ReadOnlySpan<byte> family, MetricType type, long reading)
    {
        var inParts = type is MetricType.Histogram or MetricType.GaugeHistogram or MetricType.Summary;
        var isPart = isHistogram || family.Length < name.Length && (name.EndsWith("_count", StringComparison.Ordinal) || name.EndsWith("_sum", StringComparison.Ordinal));
        if (type == MetricType.Unknown || inParts == isPart)
        {
            DeclaredIn = reading;
        }
    }

    /// <summary>Begins to follow a series.</summary>
    public TrackedSeries Follow(ExpositionLabels labels)
    {
        var meets = 0UL;
        for (var i = 0; i < _bound.Count; i++)
        {
            meets |= BoundCondition.AllHold(_bound[i], labels) ? 1UL << i : 0;
        }

        TrackedSeries series = isHistogram ? new HistogramSeries { Meets = meets } : new ValueSeries { Meets = meets };
        Series.Add(series);
        return series;
    }
}
