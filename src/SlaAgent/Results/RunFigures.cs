using System.Globalization;

namespace SlaAgent.Results;

/// <summary>
/// The numbers of a run under the stable names by which every sink knows them: a score's own name, <c>_lower</c> and <c>_upper</c> for its interval at 95%,
/// <c>_lower_99</c> for another confidence. What has no value, or none that is a number, is not among them.
/// </summary>
internal static class RunFigures
{
    private const decimal UsualConfidence = 0.95m;

    /// <summary>The numbers, each name once, in a fixed order.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Of(RunReport report)
    {
        var figures = new List<KeyValuePair<string, double>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var score in report.Scores)
        {
            var ending = score.Confidence == UsualConfidence ? "" : "_" + (score.Confidence * 100).ToString("0.####", CultureInfo.InvariantCulture);
            Add(score.Metric, score.Value);
            Add(score.Metric + "_lower" + ending, score.Lower);
            Add(score.Metric + "_upper" + ending, score.Upper);
        }

        Add("examples", report.Examples);
        Add("scored", report.Scored);
        Add("failed", report.Failed);
        Add("unknown", report.Unknown);
        Add("duration_seconds", report.Duration.TotalSeconds);
        Add("drift_psi", report.Drift?.StabilityIndex);
        Add("drift_psi_noise", report.Drift?.StabilityNoise);
        Add("drift_jensen_shannon", report.Drift?.JensenShannon);
        Add("drift_jensen_shannon_noise", report.Drift?.JensenShannonNoise);
        Add("comparison_only_before", report.Comparison?.OnlyBefore);
        Add("comparison_only_now", report.Comparison?.OnlyNow);
        Add("comparison_p_value", report.Comparison?.PValue);
        return figures;

        void Add(string name, double? value)
        {
            if (value is { } number && double.IsFinite(number) && names.Add(name))
            {
                figures.Add(new(name, number));
            }
        }
    }

    /// <summary>Why a score has no value, by its name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Absent(RunReport report) =>
    [
        .. report.Scores
            .Where(score => score.Value is not { } value || !double.IsFinite(value))
            .DistinctBy(score => score.Metric)
            .Select(score => KeyValuePair.Create(score.Metric, score.Reason ?? "not defined")),
    ];

    /// <summary>What the run was of, as text; only what is known.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Circumstances(RunReport report) =>
    [
        .. new KeyValuePair<string, string?>[]
        {
            new("service", report.Service),
            new("probe", report.Probe),
            new("scheduled_at", report.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            new("series_from", report.SeriesFrom.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            new("data_set_sha256", report.DataSetHash),
            new("model_version", report.ModelVersion),
            new("model_version_before", report.Comparison?.VersionBefore),
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)),
    ];
}
