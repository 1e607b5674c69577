using System.Globalization;
using SlaAgent.Configuration.Values;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Configuration.Binding;

/// <summary>What is allowed and probably not meant.</summary>
internal static class AgreementWarnings
{
    public static void Run(IReadOnlyList<BoundAgreement> agreements)
    {
        foreach (var agreement in agreements)
        {
            WarnOfHealthOnly(agreement);
            if (agreement.Agreement.Audience == Audience.External)
            {
                foreach (var other in agreements.Where(a => a.Agreement.Audience == Audience.Internal && a.Agreement.Service == agreement.Agreement.Service))
                {
                    WarnOfTighter(agreement, other);
                }
            }
        }
    }

    private static void WarnOfHealthOnly(BoundAgreement agreement)
    {
        var judged = agreement.Objectives.Where(o => o.Map.Has("availability") && (o.Probe is { Kind: "health" or "inference" } || o.Source is EventSource.Traffic)).ToList();
        if (judged.Count > 0 && judged.All(o => o.Probe?.Kind == "health"))
        {
            var map = judged[0].Map;
            agreement.Document.Warn(map.PlaceOf("availability"), judged[0].Path.Key("availability"), "availability on health probes only: a server that hangs while its health says yes stays unnoticed; judge an inference probe");
        }
    }

    private static void WarnOfTighter(BoundAgreement external, BoundAgreement inner)
    {
        foreach (var promised in external.Objectives)
        {
            foreach (var aimed in inner.Objectives)
            {
                if (promised.Objective is { } outside && aimed.Objective is { } inside && Tighter(outside, inside) is { } what)
                {
                    external.Document.Warn(promised.Map.At, promised.Path, $"the external promise is tighter than the internal one, {inner.Agreement.Name}/{aimed.Name}: {what}; the internal alarm would come after the breach");
                }
            }
        }
    }

    private static string? Tighter(Objective outside, Objective inside)
    {
        if (outside.Indicator is Indicator.Latency promised && inside.Indicator is Indicator.Latency aimed)
        {
            return promised.Probe == aimed.Probe && promised.Measure == aimed.Measure && promised.Percentile >= aimed.Percentile && promised.Threshold < aimed.Threshold
                ? $"{Durations.Format(promised.Threshold)} against {Durations.Format(aimed.Threshold)}"
                : null;
        }

        if (outside.Indicator is Indicator.Throughput more && inside.Indicator is Indicator.Throughput less)
        {
            return more.Probe == less.Probe && more.Measure == less.Measure && more.AtLeast.PerHour > less.AtLeast.PerHour
                ? $"{Rates.Format(more.AtLeast)} against {Rates.Format(less.AtLeast)}"
                : null;
        }

        if (outside.Indicator is Indicator.Accuracy score && inside.Indicator is Indicator.Accuracy goal)
        {
            return score.Probe == goal.Probe && score.Metric == goal.Metric && score.IsAtMost == goal.IsAtMost && (score.IsAtMost ? score.Goal < goal.Goal : score.Goal > goal.Goal)
                ? string.Create(CultureInfo.InvariantCulture, $"{score.Goal} against {goal.Goal}")
                : null;
        }

        return outside.Indicator is Indicator.Availability && outside.Indicator == inside.Indicator && outside.Timeslices == inside.Timeslices && outside.Target > inside.Target
            ? $"{Ratios.Format(outside.Target)} against {Ratios.Format(inside.Target)}"
            : null;
    }
}
