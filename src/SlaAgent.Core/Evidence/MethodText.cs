using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Evidence;

/// <summary>How an objective is judged, in words: one sentence for each thing that decides. Both sides are to be able to reckon by them.</summary>
internal static class MethodText
{
    /// <summary>The sentences, the promise first.</summary>
    public static EquatableArray<string> Of(ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        List<string> text = objective.Indicator is Indicator.Accuracy accuracy
            ? [.. AccuracyMethodText.Of(agreement, accuracy, source)]
            : Counted(agreement, objective, source);
        text.AddRange(ExclusionText.Of(agreement, objective));
        return [.. text];
    }

    /// <summary>The window, as the end of a sentence.</summary>
    public static string Window(ServiceLevelAgreement agreement) => agreement.Calendar is { } calendar
        ? $"each calendar {calendar.Unit.ToString().ToLowerInvariant()} of {calendar.TimeZone}"
        : $"the last {Words.Span(agreement.Window)} at every moment";

    private static List<string> Counted(ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        var (one, many) = Nouns(source);
        List<string> text = [Promise(agreement, objective, source), Event(source)];
        text.AddRange(Good(objective.Indicator, one));
        if (objective.Timeslices is { } slices)
        {
            text.AddRange(Slices(objective.Indicator, slices, many));
        }

        text.AddRange(ClauseText.Sentences(objective));

        if (objective.Indicator is Indicator.Latency latency)
        {
            var percentile = Number(latency.Percentile);
            text.Add($"The percentile is the nearest rank: of n {many}, the one in place k = ⌈{percentile}·n⌉ by duration; it is decided by counting {many} at the threshold.");
        }

        text.Add($"Broken means more bad {EventsOf(objective, many)} than (1 − {Number(objective.Target)}) of all that the whole window is to hold: those counted, divided by the share of the window that has passed.");
        text.Add($"Fewer than {objective.MinimumSamples} {EventsOf(objective, many)} in the window decide nothing.");
        text.Add($"{Blindness(source)}, and under 90% of the countable time measured nothing is decided.");
        return text;
    }

    private static string Promise(ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        var (_, many) = Nouns(source);
        return objective.Timeslices is { IsAveraged: true }
            ? $"The mean of the slices' shares of good {many} is at least {Words.Percent(objective.Target)}, over {Window(agreement)}."
            : $"At least {Words.Percent(objective.Target)} of {EventsOf(objective, many)} are good, over {Window(agreement)}.";
    }

    private static string EventsOf(Objective objective, string many) => objective.Timeslices is null ? many : "slices";

    private static (string One, string Many) Nouns(EventSource source) => source switch
    {
        EventSource.Traffic => ("request", "requests"),
        EventSource.Loaded => ("run", "runs"),
        _ => ("probe", "probes"),
    };

    private static string Event(EventSource source) => source switch
    {
        EventSource.Probed { Probe: { Request: ProbeRequest.Health } probe } =>
            $"A probe is one health check '{probe.Name}' by the agent, every {Words.Span(probe.Interval)}, given up after {Words.Span(probe.Timeout)}.",
        EventSource.Probed { Probe: var probe } =>
            $"A probe is one inference '{probe.Name}' asked by the agent, every {Words.Span(probe.Interval)}, given up after {Words.Span(probe.Timeout)}.",
        EventSource.Traffic { Settings: var traffic } =>
            $"A request is one of a user, as the server's own metrics count it, read every {Words.Span(traffic.Interval)}; time without requests is measured and holds no events.",
        EventSource.Loaded { Load: var load } =>
            $"A run puts the load '{load.Name}' on the service for {Words.Span(load.Duration)}, {Schedule(load.Schedule)}; each of its requests has {Words.Span(load.Timeout)} from its intended arrival.",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    /// <summary>When runs begin.</summary>
    public static string Schedule(RunSchedule schedule) => schedule switch
    {
        RunSchedule.Cron cron => $"at '{cron.Expression}' ({cron.TimeZone})",
        _ => $"every {Words.Span(schedule.LongestGap)}",
    };

    private static string[] Good(Indicator indicator, string one) => indicator switch
    {
        Indicator.Latency latency =>
        [
            $"A {one} is good when it succeeds and its {Measure(latency.Measure)} is at most {Words.Span(latency.Threshold)}.",
            latency.ExcludeFailures ? $"A {one} that fails is left out." : $"A {one} that fails counts as slower than the threshold.",
        ],
        Indicator.Throughput throughput =>
        [
            $"Good is work at a rate of at least {Number(throughput.AtLeast.PerHour / 3600)} {Work(throughput.Measure)} a second, over exactly the time that was measured.",
        ],
        _ => [$"A {one} is good when it is answered in time and as expected."],
    };

    private static string[] Slices(Indicator indicator, Timeslices slices, string many)
    {
        var cut = $"Time is cut into slices of {Words.Span(slices.Length)}, counted from midnight UTC";
        return indicator is Indicator.Throughput throughput
            ? [$"{cut}; a slice is judged by the work done in it, where readings cover all of it; one without any request is {(throughput.CountsIdle ? "bad" : "no event")}."]
            : [$"{cut}{(slices.IsAveraged ? "" : $"; a slice is good when at least {Words.Percent(slices.Good)} of its {many} are good")}{(slices.WhenIdle == IdleSlice.NoEvent ? ", and one without any is no event" : "")}."];
    }

    private static string Blindness(EventSource source) => source switch
    {
        EventSource.Traffic => "Time in which the metrics could not be read is not measured",
        EventSource.Loaded => "A run that says nothing of the server (stopped, or limited by the generator) is no event and not measured",
        _ => "A probe that the agent itself could not make is no event and not measured",
    };

    private static string Measure(LatencyMeasure measure) => measure switch
    {
        LatencyMeasure.FirstByte => "time to the first byte",
        LatencyMeasure.TimeToFirstToken => "time to the first token",
        LatencyMeasure.TimePerOutputToken => "time per output token",
        LatencyMeasure.InterChunkLatency => "longest gap between two pieces of output",
        _ => "whole duration",
    };

    private static string Work(ThroughputMeasure measure) => measure switch
    {
        ThroughputMeasure.OutputTokens => "output tokens",
        ThroughputMeasure.PromptTokens => "prompt tokens",
        _ => "successful requests",
    };

    /// <summary>A number as it was written.</summary>
    public static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
