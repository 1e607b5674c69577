namespace SlaAgent.Core.Samples;

/// <summary>How far the distribution of a run's predictions is from the reference run's.</summary>
/// <param name="ReferenceAt">When the reference run was meant to start, as wall time.</param>
/// <param name="StabilityIndex">Population stability index; null where it is not defined.</param>
/// <param name="StabilityNoise">What it would stay below in 99 of 100 pairs of samples of these sizes from the same distribution.</param>
/// <param name="JensenShannon">Jensen-Shannon distance (base 2), 0 to 1; null where it is not defined.</param>
/// <param name="JensenShannonNoise">What it would stay below, likewise.</param>
/// <param name="Examples">Predictions of this run that were compared.</param>
/// <param name="ReferenceExamples">Predictions of the reference run.</param>
public sealed record PredictionDrift(
    DateTimeOffset ReferenceAt,
    double? StabilityIndex,
    double StabilityNoise,
    double? JensenShannon,
    double JensenShannonNoise,
    long Examples,
    long ReferenceExamples);
