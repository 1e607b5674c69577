using System.Globalization;
using System.Text;
using SlaAgent.Configuration;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Commands.Baselines;

/// <summary>The documents to paste: an agreement for oneself and one for others, each target with its reason above it.</summary>
internal static class AgreementText
{
    private const int LongestName = 63;

    /// <summary>Both documents, or those of them that history supports; empty for none.</summary>
    public static string Write(BaselineFinding finding)
    {
        var text = new StringBuilder();
        Write(text, finding, "internal", result => result.Internal);
        Write(text, finding, "external", result => result.External);
        return text.ToString();
    }

    /// <summary>What the replay of a proposal says, in a sentence.</summary>
    public static string Replayed(ReplayResult replay)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"{(replay.To - replay.From).TotalDays / 7:0.#} weeks");
        return replay.Breaches.Count == 0
            ? $"with it you would not have breached in {days}"
            : string.Create(CultureInfo.InvariantCulture, $"with it you would have breached {replay.Breaches.Count} {(replay.Breaches.Count == 1 ? "time" : "times")} in {days}, on ")
                + string.Join(", ", replay.Breaches.Take(6).Select(breach => breach.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) + (replay.Breaches.Count > 6 ? "…" : "");
    }

    private static void Write(StringBuilder text, BaselineFinding finding, string audience, Func<BaselineResult, ProposedTarget?> pick)
    {
        var proposals = finding.Results.Select(result => (Result: result, Target: pick(result)!)).Where(p => p.Target is not null).ToList();
        if (proposals.Count == 0)
        {
            return;
        }

        var (from, to) = (proposals.Min(p => p.Result.From), proposals.Max(p => p.Result.To));
        text.Append(text.Length > 0 ? "---\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"# Proposed by 'slaagent baseline' from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.\n");
        text.Append(CultureInfo.InvariantCulture, $"apiVersion: slaagent.io/v1\nkind: ServiceLevelAgreement\nmetadata: {{ name: {Name(finding.Service, audience)} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"spec:\n  service: {finding.Service}\n  audience: {audience}\n  window: {{ rolling: {DurationText.Write(finding.Window)} }}\n  objectives:\n");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, target) in proposals)
        {
            text.Append("    # ").Append(target.Reason).Append(";\n    # ").Append(Replayed(target.Replay)).Append(".\n");
            text.Append("    - ").Append(Flow(target.Objective with { Name = Unique(names, target.Objective.Name) })).Append('\n');
        }
    }

    private static string Name(string service, string audience)
    {
        var longest = LongestName - audience.Length - 1;
        return (service.Length > longest ? service[..longest].TrimEnd('-') : service) + "-" + audience;
    }

    private static string Unique(HashSet<string> names, string name)
    {
        var free = name;
        for (var i = 2; !names.Add(free); i++)
        {
            var suffix = "-" + i.ToString(CultureInfo.InvariantCulture);
            free = name[..Math.Min(name.Length, LongestName - suffix.Length)].TrimEnd('-') + suffix;
        }

        return free;
    }

    private static string Flow(Objective objective)
    {
        var source = objective.Indicator.Probe is { } probe ? "probe: " + probe : "source: traffic";
        var (kind, rest) = objective.Indicator switch
        {
            Indicator.Latency l => ("latency", $", percentile: {Number(100 * l.Percentile)}, threshold: {DurationText.Write(l.Threshold)}{Measure(l.Measure)}{(l.ExcludeFailures ? ", failures: exclude" : "")}"),
            Indicator.Throughput t => ("throughput", $", measure: {Work(t.Measure)}, atLeast: {Rate(t.AtLeast)}{(t.IsOfTraffic && t.CountsIdle ? ", whenIdle: include" : "")}"),
            _ => ("availability", ""),
        };
        rest += Except(objective.Indicator);
        var slices = objective.Timeslices is { } given ? $", timeslices: {{ {Slices(objective.Indicator, given)} }}" : "";
        var target = objective is { Indicator: Indicator.Latency, Timeslices: null } ? "" : $", target: {Number(100 * objective.Target)}%";
        return $"{{ name: {objective.Name}, {kind}: {{ {source}{rest} }}{slices}{target} }}";
    }

    private static string Slices(Indicator indicator, Timeslices slices) => string.Concat(
        $"length: {DurationText.Write(slices.Length)}",
        slices.IsAveraged ? ", average: true" : indicator is Indicator.Availability ? $", good: {Number(100 * slices.Good)}%" : "",
        slices.MinimumDuration > TimeSpan.Zero ? $", minimumDuration: {DurationText.Write(slices.MinimumDuration)}" : "",
        slices.MinimumRequests > 0 ? $", minimumRequests: {Number(slices.MinimumRequests)}" : "")
        + slices.WhenIdle switch { IdleSlice.Good => ", whenIdle: good", IdleSlice.Bad => ", whenIdle: bad", _ => "" };

    private static string Except(Indicator indicator)
    {
        var except = indicator switch { Indicator.Availability a => a.Except, Indicator.Latency l => l.Except, _ => [] };
        return except.Count == 0 ? "" : $", validRequests: {{ except: [{string.Join(", ", except.Select(outcome => outcome.Name()))}] }}";
    }

    private static string Rate(Rate rate) => rate.PerHour / 3600 is var second && second >= 0.01m ? Number(second) + "/s" : Number(rate.PerHour) + "/h";

    private static string Measure(LatencyMeasure measure) => measure == LatencyMeasure.Total ? "" : ", measure: " + measure switch
    {
        LatencyMeasure.FirstByte => "first_byte",
        LatencyMeasure.TimeToFirstToken => "time_to_first_token",
        LatencyMeasure.TimePerOutputToken => "time_per_output_token",
        LatencyMeasure.InterChunkLatency => "inter_chunk_latency",
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    private static string Work(ThroughputMeasure measure) => measure switch
    {
        ThroughputMeasure.OutputTokens => "output_tokens",
        ThroughputMeasure.PromptTokens => "prompt_tokens",
        _ => "requests",
    };

    private static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
