using System.Globalization;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Incidents;

/// <summary>The annotations of an objective's alerts: what was promised, what was measured, what is left, and why.</summary>
internal static class ObjectiveText
{
    public static LabelSet Of(string alert, AlertSeverity severity, ObjectiveState state, ObjectiveStatus status, in Coverage recent, DateTimeOffset now)
    {
        var objective = $"{state.Agreement.Name}/{state.Objective.Name}";
        var summary = alert switch
        {
            AlertLabels.Burn => $"{objective} of {state.Agreement.Service} is spending its error budget too fast",
            AlertLabels.Breached => $"{objective} of {state.Agreement.Service} is breached",
            _ => $"{objective} of {state.Agreement.Service} is not being measured",
        };
        var description = alert == AlertLabels.Missing
            ? string.Create(CultureInfo.InvariantCulture, $"Over the last {Words.Span(Seen(state, recent))} only {recent.Ratio * 100 ?? 0:0.0}% of the time was measured. Nothing is known of the rest: {Unmeasured(state)}")
            : Measured(alert, severity, state, status, now);
        return LabelSet.From([new("summary", summary), new("description", description)]).With(state.Agreement.Alerting.Annotations.Pairs);
    }

    /// <summary>The time that is spoken of: an agent that began ten minutes ago knows nothing of the hour.</summary>
    private static TimeSpan Seen(ObjectiveState state, in Coverage recent) =>
        state.Began > state.Recent.Start ? TimeSpan.FromSeconds(Math.Ceiling(TimeSpan.FromTicks(recent.Elapsed).TotalSeconds)) : state.RecentLength;

    private static string Measured(string alert, AlertSeverity severity, ObjectiveState state, ObjectiveStatus status, DateTimeOffset now)
    {
        var text = $"Promised: {PromiseText.Of(state.Objective)}" + string.Create(
            CultureInfo.InvariantCulture,
            $" Measured {Window(state)}: {(status.Compliance is { } share ? Words.Percent(share) : "nothing")} good of {status.WholeEvents} {Unit(state)}.");
        if (status.PercentileLowerSeconds is { } lower)
        {
            text += status.PercentileUpperSeconds is { } upper
                ? string.Create(CultureInfo.InvariantCulture, $" p{status.Percentile * 100:0.###} lies above {Seconds(lower)} and at or below {Seconds(upper)}.")
                : string.Create(CultureInfo.InvariantCulture, $" p{status.Percentile * 100:0.###} lies above {Seconds(lower)}.");
        }
        else if (status.PercentileSeconds is { } seconds)
        {
            text += string.Create(
                CultureInfo.InvariantCulture,
                $" p{status.Percentile * 100:0.###} is {Seconds(seconds)}.");
        }

        if (status.ErrorBudgetRemaining is { } left)
        {
            text += " " + Budget(left, status.TimeToExhaustion, now);
        }

        if (alert == AlertLabels.Burn)
        {
            text += Windows(severity, status);
        }

        text += status.CommonestFailure is { } reason ? $" Commonest failure: {reason}." : "";
        text += state.Failures.LastError is { } error ? $" Last error: {error}." : "";
        return alert == AlertLabels.Breached ? text + ConsequenceText.Of(state.Agreement, status) : text;
    }

    private static string Window(ObjectiveState state) => state is { Agreement.Calendar: { } calendar, Period: { } period }
        ? $"in the {calendar.Unit.Name()} from {Words.Time(period.From)} on"
        : $"over {Words.Span(state.Agreement.Window)}";

    private static string Budget(double left, TimeSpan? lasts, DateTimeOffset now) => Math.Round(left, 4) switch
    {
        0 => "The error budget is spent.",
        < 0 => $"The error budget is overspent by {Words.Percent(-left)}.",
        _ when lasts is { } time => $"{Words.Percent(left)} of the error budget is left; at this pace it is spent by {Words.Time(now + time)}.",
        _ => $"{Words.Percent(left)} of the error budget is left.",
    };

    private static string Seconds(double seconds) => Words.Span(TimeSpan.FromMilliseconds(Math.Round(Math.Clamp(seconds, 0, 1e9) * 1000, 1)));

    private static string Unit(ObjectiveState state) => state.Objective.Timeslices is not null ? "slices" : state.Source switch
    {
        EventSource.Traffic => "requests of users",
        EventSource.Loaded => "runs",
        _ => "samples",
    };

    private static string Unmeasured(ObjectiveState state)
    {
        var hint = state.Source switch
        {
            EventSource.Traffic => "see what keeps the agent from reading the server's own metrics.",
            EventSource.Loaded => "see what keeps the runs of load from their end.",
            _ => "see what keeps the agent from probing.",
        };
        return state.Notes.Unread is { } why ? $"{hint} Last: {Words.Quote(why)}." : hint;
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
                    $" Spent {row.LongValue:0.#} times as fast as the promise allows over the last {Words.Span(row.Rule.Long)}, and {row.ShortValue:0.#} times over the last {Words.Span(row.Rule.Short)} (alert above {row.Rule.Factor:0.##}).");
            }
        }

        return text;
    }
}
