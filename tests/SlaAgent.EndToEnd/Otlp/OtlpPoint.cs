namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A data point: <paramref name="Value"/> is a gauge's or counter's value, or a histogram's sum.</summary>
internal sealed record OtlpPoint(
    IReadOnlyDictionary<string, object> Attributes,
    ulong Start,
    ulong Time,
    double Value,
    ulong Count,
    IReadOnlyList<ulong> Buckets,
    IReadOnlyList<double> Bounds);
