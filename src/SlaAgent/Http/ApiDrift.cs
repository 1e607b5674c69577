namespace SlaAgent.Http;

/// <summary>How far predictions are from those of the reference run, and below what chance alone would keep them in 99 of 100 cases.</summary>
internal sealed record ApiDrift(
    DateTimeOffset ReferenceAt,
    double? StabilityIndex,
    double StabilityNoise,
    double? JensenShannon,
    double JensenShannonNoise,
    long Examples,
    long ReferenceExamples);
