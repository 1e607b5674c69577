namespace SlaAgent.Http;

/// <summary>A score of a run; null where it is not defined, and then with the reason.</summary>
internal sealed record ApiScore(
    string Metric,
    double? Value,
    string? Reason,
    decimal Confidence,
    double? Lower,
    double? Upper,
    string? Method,
    long? Good,
    long? Of);
