using System.Globalization;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>Whether predictions are so far from the reference run's that it is a sign, in words.</summary>
internal static class DriftVerdict
{
    /// <summary>What is beyond its limit and beyond chance; null where nothing is.</summary>
    public static string? Of(PredictionDrift? drift, DriftLimits? limits)
    {
        if (drift is null || limits is null || !PredictionShift.Exceeds(drift, limits))
        {
            return null;
        }

        return PredictionShift.Exceeds(drift, limits with { JensenShannon = null })
            ? Beyond("population stability index", drift.StabilityIndex, drift.StabilityNoise, limits.StabilityIndex)
            : Beyond("Jensen-Shannon distance", drift.JensenShannon, drift.JensenShannonNoise, limits.JensenShannon);
    }

    private static string Beyond(string name, double? distance, double noise, double? limit) =>
        string.Create(CultureInfo.InvariantCulture, $"predictions drift: {name} {distance:0.###}, of which chance explains {noise:0.###}, limit {limit:0.###}");
}
