using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Incidents;

/// <summary>What an objective promises, in one sentence.</summary>
internal static class PromiseText
{
    public static string Of(Objective objective)
    {
        if (objective.Indicator is Indicator.Accuracy accuracy)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{accuracy.Metric} {(accuracy.IsAtMost ? "at most" : "at least")} {accuracy.Goal}.");
        }

        if (objective.Indicator is Indicator.Throughput throughput)
        {
            return string.Create(CultureInfo.InvariantCulture, $"at least {throughput.AtLeast.PerSecond:0.####} {Work(throughput.Measure)} a second in {Words.Percent(objective.Target)} of {(objective.Timeslices is { } slice ? $"slices of {Words.Span(slice.Length)}" : "runs of load")}.");
        }

        var what = objective.Indicator is Indicator.Latency latency
            ? $"{Words.Percent(latency.Percentile)} of requests within {Words.Span(latency.Threshold)}"
            : $"{Words.Percent(objective.Timeslices is { IsAveraged: false } slices ? slices.Good : objective.Target)} of requests answered well";
        var promise = objective.Timeslices is { IsAveraged: false } each
            ? $"{what} in {Words.Percent(objective.Target)} of slices of {Words.Span(each.Length)}."
            : $"{what}.";
        return string.Join(' ', [promise, .. ClauseText.Sentences(objective)]);
    }

    private static string Work(ThroughputMeasure measure) => measure switch
    {
        ThroughputMeasure.OutputTokens => "output tokens",
        ThroughputMeasure.PromptTokens => "prompt tokens",
        _ => "requests",
    };
}
