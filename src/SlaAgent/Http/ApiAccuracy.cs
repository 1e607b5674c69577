namespace SlaAgent.Http;

/// <summary>An objective on accuracy: of the last run that counted, unless it is said otherwise; null for what is not known.</summary>
internal sealed record ApiAccuracy(
    string Metric,
    decimal Goal,
    bool IsAtMost,
    decimal Confidence,
    string Decision,
    double? Score,
    double? Lower,
    double? Upper,
    string? Method,
    bool Proven,
    long? NeededExamples,
    int Misses,
    int Confirm,
    DateTimeOffset? RunAt,
    long? Examples,
    long? Scored,
    long? Failed,
    long? Unknown,
    string? DataSetHash,
    string? ModelVersion,
    DateTimeOffset? SeriesFrom,
    ApiComparison? Comparison,
    ApiDrift? Drift,
    string? LastRunSaysNothing);
