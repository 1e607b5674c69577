using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Incidents;

/// <summary>The annotations of an objective's alerts: what was promised, what was measured, what is left, and why.</summary>
internal static class ObjectiveText
{
    public static LabelSet Of(string alert, AlertSeverity severity, ObjectiveState state, ObjectiveStatus status, in Coverage recent)
    {
        var objective = $"{state.Agreement.Name}/{state.Objective.Name}";
        var summary = alert switch
        {
            AlertLabels.Burn => $"{objective} of {state.Agreement.Service} is spending its error budget too fast",
            AlertLabels.Breached => $"{objective} of {state.Agreement.Service} is breached",
            _ => $"{objective} of {state.Agreement.Service} is not being measured",
        };
        var description = alert == AlertLabels.Missing
            ? string.Create(CultureInfo.InvariantCulture, $"Over the last {Words.Span(state.RecentLength)} only {recent.Ratio * 100 ?? 0:0.0}% of the time was measured. Nothing is known of the rest: see what keeps the agent from probing.")
            : Measured(alert, severity, state, status);
        return LabelSet.From([new("summary", summary), new("description", description)]).With(state.Agreement.Alerting.Annotations.Pairs);
    }

    private static string Measured(string alert, AlertSeverity severity, ObjectiveState state, ObjectiveStatus status)
    {
        var text = Promise(state) + string.Create(
            CultureInfo.InvariantCulture,
            $" Measured over {Words.Span(state.Agreement.Window)}: {(status.Compliance is { } share ? Words.Percent(share) : "nothing")} good of {status.Events} {(state.Objective.Timeslices is null ? "samples" : "slices")}.");
        if (status.PercentileSeconds is { } seconds)
        {
            text += $" The percentile stands at {Words.Span(TimeSpan.FromSeconds(seconds))}.";
        }

        if (status.ErrorBudgetRemaining is { } left)
        {
            text += left <= 0
                ? $" The error budget is overspent by {Words.Percent(-left)}."
                : $" {Words.Percent(left)} of the error budget is left{(status.TimeToExhaustion is { } time ? $", at this pace for {Words.Span(time)}" : "")}.";
        }

        if (alert == AlertLabels.Burn)
        {
            text += Windows(severity, status);
        }

        text += status.CommonestFailure is { } reason ? $" Commonest failure: {reason}." : "";
        return text + (state.Failures.LastError is { } error ? $" Last error: {error}." : "");
    }

    private static string Promise(ObjectiveState state)
    {
        var objective = state.Objective;
        var what = objective.Indicator is Indicator.Latency latency
            ? $"{Words.Percent(latency.Percentile)} of requests within {Words.Span(latency.Threshold)}"
            : objective.Timeslices is { } slices ? $"{Words.Percent(slices.Good)} of requests answered well" : $"{Words.Percent(objective.Target)} of requests answered well";
        return objective.Timeslices is { } each
            ? $"Promised: {what} in {Words.Percent(objective.Target)} of slices of {Words.Span(each.Length)}."
            : $"Promised: {what}.";
    }

    private static string Windows(AlertSeverity severity, ObjectiveStatus status)
    {
        var text = "";
        foreach (var row in status.BurnRates.AsSpan())
        {
            if (row.Firing && row.Rule.Severity == severity)
            {
                text += string.Create(
                    CultureInfo.InvariantCulture,
                    $" Burn rate {row.LongValue:0.##} over {Words.Span(row.Rule.Long)} and {row.ShortValue:0.##} over {Words.Span(row.Rule.Short)}, above {row.Rule.Factor:0.##}.");
            }
        }

        return text;
    }
}
