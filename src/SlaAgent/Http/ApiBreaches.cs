namespace SlaAgent.Http;

/// <summary>The breaches of an objective that began since <c>from</c>; times in seconds, null where they are not defined.</summary>
internal sealed record ApiBreaches(
    DateTimeOffset From,
    int Count,
    double? PerThirtyDays,
    double? MeanTimeBetweenSeconds,
    double? MeanTimeToRecoverSeconds,
    double? LongestTimeToRecoverSeconds,
    double? MeanTimeToDetectSeconds,
    double? MeanTimeToAcknowledgeSeconds);
