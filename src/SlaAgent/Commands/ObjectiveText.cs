using System.Globalization;
using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Commands;

/// <summary>Objectives in words.</summary>
internal static class ObjectiveText
{
    /// <summary>What is promised, in one line.</summary>
    public static string Promise(Objective objective)
    {
        var unit = objective.Timeslices is { } slices ? $"slices of {DurationText.Write(slices.Length)}" : "events";
        return string.Join(". ", [Indicated(objective, unit), .. ClauseText.Sentences(objective).Select(sentence => sentence.TrimEnd('.'))]);
    }

    private static string Indicated(Objective objective, string unit) => objective.Indicator switch
    {
        Indicator.Availability a when objective.Timeslices is { IsAveraged: true } => $"{Percent(objective.Target)} of {Source(a)} good",
        Indicator.Availability a => $"{Percent(objective.Target)} of {unit} of {Source(a)} good",
        Indicator.Latency l when objective.Timeslices is null => $"p{Percentile(l)} of {Source(l)} ({Measure(l.Measure)}) within {DurationText.Write(l.Threshold)}",
        Indicator.Latency l => $"{Percent(objective.Target)} of {unit} with p{Percentile(l)} of {Source(l)} ({Measure(l.Measure)}) within {DurationText.Write(l.Threshold)}",
        Indicator.Throughput t => $"{Percent(objective.Target)} of {(objective.Timeslices is null ? "runs" : unit)} of {Source(t)} with at least {Rate(t.AtLeast)} {Work(t.Measure)}",
        Indicator.Accuracy a => Accuracy(a),
        _ => "",
    };

    private static string Accuracy(Indicator.Accuracy accuracy) => string.Create(
        CultureInfo.InvariantCulture,
        $"{accuracy.Metric} of {accuracy.Probe ?? EventSource.FeedbackName} at {(accuracy.IsAtMost ? "most" : "least")} {accuracy.Goal:0.######} ({Percent(accuracy.Confidence)} confidence, breached by {accuracy.Confirm} {(accuracy.Confirm == 1 ? "run" : "runs in a row")})");

    private static string Source(Indicator indicator) => indicator.Probe ?? EventSource.TrafficName;

    private static string Rate(Rate rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.PerSecond:0.####}/s");

    private static string Work(ThroughputMeasure measure) => measure switch
    {
        ThroughputMeasure.OutputTokens => "output tokens",
        ThroughputMeasure.PromptTokens => "prompt tokens",
        _ => "requests",
    };

    private static string Percent(decimal ratio) => (100 * ratio).ToString("0.#######", CultureInfo.InvariantCulture) + "%";

    private static string Percentile(Indicator.Latency latency) => (100 * latency.Percentile).ToString("0.#####", CultureInfo.InvariantCulture);

    private static string Measure(LatencyMeasure measure) => measure switch
    {
        LatencyMeasure.Total => "total",
        LatencyMeasure.FirstByte => "first byte",
        LatencyMeasure.TimeToFirstToken => "time to first token",
        LatencyMeasure.TimePerOutputToken => "time per output token",
        LatencyMeasure.InterChunkLatency => "inter-chunk latency",
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };
}
