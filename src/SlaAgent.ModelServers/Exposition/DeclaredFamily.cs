namespace SlaAgent.ModelServers.Exposition;

/// <summary>
/// The metric that was declared last, and what it says of a series: what a name is the type decides, not its ending. A histogram may be called
/// <c>…_total</c>, a counter may lack it. For a series of no declared metric the usual endings must do.
/// </summary>
internal sealed class DeclaredFamily
{
    private byte[] _name = [];
    private int _length;

    /// <summary>The type that was declared.</summary>
    public MetricType Type { get; private set; }

    /// <summary>The name that was declared; empty before the first.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _length);

    /// <summary>Forgets the declaration.</summary>
    public void Clear() => (_length, Type) = (0, MetricType.Unknown);

    /// <summary>A metric is declared.</summary>
    public void Declare(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
    {
        if (_name.Length < name.Length)
        {
            _name = new byte[Math.Max(128, name.Length * 2)];
        }

        name.CopyTo(_name);
        _length = name.Length;
        Type = TypeOf(type);
    }

    /// <summary>The sample of <paramref name="line"/>, whose name without escapes is <paramref name="name"/>.</summary>
    public ExpositionSample Sample(ReadOnlySpan<byte> name, SeriesLine line)
    {
        if (_length > 0 && name.StartsWith(Name) && PartOf(name[_length..]) is { } part)
        {
            return new() { Name = name, Family = name[.._length], Type = Type, Part = part, Labels = line.Labels, Value = line.Value };
        }

        var (guess, ending) = Guess(name);
        return new() { Name = name, Family = name[..^ending], Type = MetricType.Unknown, Part = guess, Labels = line.Labels, Value = line.Value };
    }

    private static MetricType TypeOf(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("counter"u8) ? MetricType.Counter
        : type.SequenceEqual("gauge"u8) ? MetricType.Gauge
        : type.SequenceEqual("histogram"u8) ? MetricType.Histogram
        : type.SequenceEqual("gaugehistogram"u8) ? MetricType.GaugeHistogram
        : type.SequenceEqual("summary"u8) ? MetricType.Summary
        : type.SequenceEqual("info"u8) ? MetricType.Info
        : type.SequenceEqual("stateset"u8) ? MetricType.StateSet
        : MetricType.Unknown;

    private static (SeriesPart Part, int Ending) Guess(ReadOnlySpan<byte> name) =>
        name.EndsWith("_bucket"u8) ? (SeriesPart.Bucket, 7)
        : name.EndsWith("_sum"u8) ? (SeriesPart.Sum, 4)
        : name.EndsWith("_count"u8) ? (SeriesPart.Count, 6)
        : name.EndsWith("_total"u8) ? (SeriesPart.Total, 6)
        : name.EndsWith("_created"u8) ? (SeriesPart.Created, 8)
        : (SeriesPart.Value, 0);

    /// <summary>What a series of the declared metric with this ending is; null where the metric has none such.</summary>
    private SeriesPart? PartOf(ReadOnlySpan<byte> ending) => Type switch
    {
        MetricType.Counter when ending.IsEmpty || ending.SequenceEqual("_total"u8) => SeriesPart.Total,
        MetricType.Summary when ending.IsEmpty => SeriesPart.Quantile,
        MetricType.Histogram or MetricType.GaugeHistogram when ending.SequenceEqual("_bucket"u8) => SeriesPart.Bucket,
        MetricType.GaugeHistogram when ending.SequenceEqual("_gsum"u8) => SeriesPart.Sum,
        MetricType.GaugeHistogram when ending.SequenceEqual("_gcount"u8) => SeriesPart.Count,
        MetricType.Histogram or MetricType.Summary when ending.SequenceEqual("_sum"u8) => SeriesPart.Sum,
        MetricType.Histogram or MetricType.Summary when ending.SequenceEqual("_count"u8) => SeriesPart.Count,
        MetricType.Counter or MetricType.Histogram or MetricType.Summary when ending.SequenceEqual("_created"u8) => SeriesPart.Created,
        MetricType.Info when ending.IsEmpty || ending.SequenceEqual("_info"u8) => SeriesPart.Value,
        MetricType.Gauge or MetricType.StateSet or MetricType.Unknown when ending.IsEmpty => SeriesPart.Value,
        _ => null,
    };
}
