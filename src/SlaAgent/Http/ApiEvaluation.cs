namespace SlaAgent.Http;

/// <summary>A run of an evaluation as the API shows it.</summary>
internal sealed record ApiEvaluation(
    string Service,
    string Probe,
    DateTimeOffset ScheduledAt,
    double DurationSeconds,
    string? Void,
    string? Excluded,
    string? DataSetHash,
    string? ModelVersion,
    DateTimeOffset SeriesFrom,
    long Examples,
    long Scored,
    long Failed,
    long Unknown,
    IReadOnlyList<ApiScore> Scores,
    ApiComparison? Comparison,
    ApiDrift? Drift,
    string? CommonestFailure);
