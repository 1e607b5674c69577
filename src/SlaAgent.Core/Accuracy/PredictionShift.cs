using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// How far two runs' predictions are apart: the population stability index Σ(p−q)·ln(p/q), and the Jensen-Shannon distance, the root of the divergence in bits
/// (Endres and Schindelin, 2003). Half an example is added to each part of either run, so that an empty one is not infinitely far. With n and m predictions of one
/// distribution in k parts, the index is distributed as (1/n + 1/m)·χ² with k − 1 degrees of freedom, and the divergence in nats as an eighth of that
/// (Yurdakul and Naranjo, "Statistical properties of the population stability index", 2020): chance alone stays below their 99th percentile in 99 of 100 runs.
/// </summary>
public static class PredictionShift
{
    private const double Added = 0.5;

    /// <summary>How far <paramref name="items"/> are from the reference; null where either has fewer than 2 predictions, or they are of another kind.</summary>
    /// <param name="reference">The reference run's predictions.</param>
    /// <param name="referenceAt">When it was meant to start.</param>
    /// <param name="items">This run's.</param>
    public static PredictionDrift? Between(PredictionProfile reference, DateTimeOffset referenceAt, EvaluationItems items) =>
        items.Count > 0 && reference.Count(items) is { } counts ? Between(reference.Counts.AsSpan(), counts, referenceAt) : null;

    /// <summary>Whether the two are farther apart than the limits allow beyond what chance explains.</summary>
    public static bool Exceeds(PredictionDrift drift, DriftLimits limits) =>
        drift.StabilityIndex - drift.StabilityNoise > limits.StabilityIndex || drift.JensenShannon - drift.JensenShannonNoise > limits.JensenShannon;

    internal static PredictionDrift? Between(ReadOnlySpan<long> reference, ReadOnlySpan<long> current, DateTimeOffset referenceAt)
    {
        long n = 0, m = 0;
        var parts = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            n += reference[i];
            m += current[i];
            parts += reference[i] + current[i] > 0 ? 1 : 0;
        }

        if (n < 2 || m < 2)
        {
            return null;
        }

        double index = 0, divergence = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] + current[i] > 0)
            {
                var p = (reference[i] + Added) / (n + (parts * Added));
                var q = (current[i] + Added) / (m + (parts * Added));
                index += (p - q) * Math.Log(p / q);
                divergence += ((p * Math.Log(2 * p / (p + q))) + (q * Math.Log(2 * q / (p + q)))) / 2;
            }
        }

        var noise = ((1.0 / n) + (1.0 / m)) * ChiSquare99(parts - 1);
        return new PredictionDrift(
            referenceAt, index, noise, Math.Sqrt(Math.Max(0, divergence) / Math.Log(2)), Math.Sqrt(noise / (8 * Math.Log(2))), m, n);
    }

    // Wilson and Hilferty's approximation (1931), wrong by less than 1% here.
    private static double ChiSquare99(int degrees)
    {
        if (degrees == 0)
        {
            return 0;
        }

        const double z = 2.3263478740408408;
        var spread = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - spread + (z * Math.Sqrt(spread)), 3);
    }
}
