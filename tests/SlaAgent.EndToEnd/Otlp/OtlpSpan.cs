namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A span as it came.</summary>
internal sealed record OtlpSpan(
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    ulong Kind,
    ulong Start,
    ulong End,
    IReadOnlyDictionary<string, object> Attributes,
    ulong StatusCode,
    string StatusMessage)
{
    /// <summary>The kind of a span that asks a server.</summary>
    public const ulong Client = 3;

    /// <summary>The status of a span that failed.</summary>
    public const ulong Error = 2;
}
