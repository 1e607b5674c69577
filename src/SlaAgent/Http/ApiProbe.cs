namespace SlaAgent.Http;

/// <summary>A probe and its last result as the API shows them.</summary>
internal sealed record ApiProbe(
    string Name,
    double IntervalSeconds,
    double TimeoutSeconds,
    string? LastOutcome,
    DateTimeOffset? LastAt,
    double? LastDurationSeconds,
    string? LastDetail,
    int FailuresInARow);
