using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// The rows of the burn-rate alerts. They spend a fixed share of the budget, so their factors follow the window: factor = share × window ÷ long window
/// (SRE workbook, chapter 5).
/// </summary>
public static class BurnRateRules
{
    private static readonly TimeSpan Reference = TimeSpan.FromDays(30);

    private static readonly (AlertSeverity Severity, decimal Spent, decimal Factor, TimeSpan Long, TimeSpan Short)[] Rows =
    [
        (AlertSeverity.Page, 0.02m, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)),
        (AlertSeverity.Page, 0.05m, 6m, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)),
        (AlertSeverity.Ticket, 0.10m, 3m, TimeSpan.FromDays(1), TimeSpan.FromHours(2)),
        (AlertSeverity.Ticket, 0.10m, 1m, TimeSpan.FromDays(3), TimeSpan.FromHours(6)),
    ];

    /// <summary>The rows for a window, less those that could never fire.</summary>
    /// <param name="window">The agreement's window.</param>
    /// <param name="target">Share of events that must be good, below 1.</param>
    /// <param name="interval">Time between two events: the probe's interval, or the slice's length.</param>
    public static EquatableArray<BurnRateRule> Defaults(TimeSpan window, decimal target, TimeSpan interval)
    {
        var rules = new List<BurnRateRule>();
        foreach (var row in Rows)
        {
            var rule = window >= TimeSpan.FromDays(7)
                ? new BurnRateRule(row.Severity, Math.Max(1m, row.Spent * window.Ticks / row.Long.Ticks), row.Long, row.Short)
                : new BurnRateRule(row.Severity, row.Factor, Shrink(row.Long, window, interval), Shrink(row.Short, window, interval));
            if (Problem(rule, window, target, interval) is null && !rules.Contains(rule))
            {
                rules.Add(rule);
            }
        }

        return [.. rules];
    }

    /// <summary>The rows of an objective: as written, less those that could never fire for this one of the agreement's objectives; else the defaults.</summary>
    public static EquatableArray<BurnRateRule> For(ServiceLevelAgreement agreement, Objective objective, EventSource source)
    {
        var interval = EventInterval(objective, source);
        return agreement.Alerting.BurnRates is { } written
            ? [.. written.Where(rule => Problem(rule, agreement.Window, objective.Target, interval) is null)]
            : Defaults(agreement.Window, objective.Target, interval);
    }

    /// <summary>The time between two events of an objective: its source's interval, or a slice where those are longer.</summary>
    public static TimeSpan EventInterval(Objective objective, EventSource source) =>
        objective.Timeslices is { } slices && slices.Length > source.Interval ? slices.Length : source.Interval;

    /// <summary>Why a row can never fire, in words; null where it can.</summary>
    /// <param name="rule">The row.</param>
    /// <param name="window">The agreement's window.</param>
    /// <param name="target">Share of events that must be good, below 1.</param>
    /// <param name="interval">Time between two events: the probe's interval, or the slice's length.</param>
    public static string? Problem(BurnRateRule rule, TimeSpan window, decimal target, TimeSpan interval)
    {
        if (rule.Factor <= 0 || rule.Short <= TimeSpan.Zero)
        {
            return "factor and windows must be above zero";
        }

        if (rule.Short > rule.Long)
        {
            return $"the short window ({Words.Span(rule.Short)}) is longer than the long one ({Words.Span(rule.Long)})";
        }

        if (rule.Long >= window)
        {
            return $"the long window ({Words.Span(rule.Long)}) is not shorter than the agreement's window ({Words.Span(window)})";
        }

        if (rule.Factor * (1m - target) >= 1m)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"at a target of {Words.Percent(target)} nothing burns faster than {1m / (1m - target):0.##}, so a factor of {rule.Factor:0.##} is never exceeded");
        }

        return rule.Long < interval * 3
            ? $"the long window ({Words.Span(rule.Long)}) holds fewer than the 3 events ({Words.Span(interval)} apart) that it takes"
            : null;
    }

    private static TimeSpan Shrink(TimeSpan span, TimeSpan window, TimeSpan interval)
    {
        var shrunk = new TimeSpan((long)((decimal)span.Ticks * window.Ticks / Reference.Ticks));
        return shrunk < interval * 10 ? interval * 10 : shrunk;
    }
}
