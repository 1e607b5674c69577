namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A metric as it came in one export.</summary>
internal sealed record OtlpMetric(
    string Name,
    string Unit,
    string Description,
    string Kind,
    string Scope,
    IReadOnlyDictionary<string, object> ScopeAttributes,
    IReadOnlyDictionary<string, object> Resource,
    IReadOnlyList<OtlpPoint> Points);
