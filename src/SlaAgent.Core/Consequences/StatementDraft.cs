using System.Globalization;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Consequences;

/// <summary>
/// Drafts the statement that is owed on a breach, from the facts: what was promised, what was measured, since when, whom it hits, what follows. Nothing that a
/// server said is in it, so that it can go to people outside. What only people know is left for them, in square brackets.
/// </summary>
public static class StatementDraft
{
    /// <summary>Longest statement that can be sent, in characters.</summary>
    public const int LongestStatement = 3000;

    /// <summary>Writes the draft, as Markdown.</summary>
    /// <param name="owed">The statement that is owed.</param>
    /// <param name="configuration">What is agreed now; the agreement may be gone from it.</param>
    /// <param name="snapshot">What is known now; the incident may be gone from it.</param>
    public static string Write(Obligation owed, AgentConfiguration configuration, AgentSnapshot snapshot)
    {
        var agreement = configuration.Agreements.FirstOrDefault(each => each.Name == owed.Agreement);
        var objective = agreement?.Objectives.FirstOrDefault(each => each.Name == owed.Objective);
        var status = snapshot.Agreements.FirstOrDefault(each => each.Name == owed.Agreement)?.Objectives.FirstOrDefault(each => each.Name == owed.Objective);
        var incident = snapshot.Incidents.FirstOrDefault(each => each.Id == owed.Incident);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {owed.Objective} of {owed.Agreement} is breached\n\n");
        text.Append(Parties(agreement));
        Add(text, "Promised", objective is null ? "[the agreement is not in force any more]" : PromiseText.Of(objective));
        Add(text, "Measured", status is null || agreement is null ? "[see the report of the period]" : Measured(agreement, status));
        Add(text, "Since", Since(owed, incident));
        Add(text, "Impact", "[whom it hits, and what they notice]");
        Add(text, "What follows", Follows(owed, agreement, status, snapshot));
        Add(text, "Next steps", "[what is being done, by whom, and when there will be news]");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string heading, string words) =>
        text.Append(CultureInfo.InvariantCulture, $"- **{heading}:** {words}\n");

    private static string Parties(ServiceLevelAgreement? agreement) => agreement switch
    {
        { Provider: { } provider, Consumer: { } consumer } => $"From {provider} to {consumer}, on the service {agreement.Service}.\n\n",
        not null => $"On the service {agreement.Service}.\n\n",
        null => "",
    };

    private static string Measured(ServiceLevelAgreement agreement, ObjectiveStatus status)
    {
        var period = agreement.Calendar is null ? $"over the last {Words.Span(agreement.Window)}" : "so far in the period";
        if (status.Accuracy is { } accuracy)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{accuracy.Metric} {accuracy.Score:0.####} in the last run, of {accuracy.Scored} examples.");
        }

        var text = status.Compliance is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"{Words.Percent(share)} good {period}: {(status.Events - status.Good) / (decimal)status.PartsPerEvent:0.##} of {status.WholeEvents} were not.")
            : $"nothing {period}.";
        return status.ErrorBudgetRemaining is { } left and < 0 ? $"{text} The error budget is overspent by {Words.Percent(-left)}." : text;
    }

    private static string Since(Obligation owed, Incident? incident) => incident switch
    {
        { EndedAt: { } ended } => $"{Words.Time(incident.StartedAt)}, until {Words.Time(ended)} ({Words.Span(Whole(ended - incident.StartedAt))}).",
        not null => $"{Words.Time(incident.StartedAt)}; it goes on.",
        null => $"{Words.Time(owed.OpenedAt)}.",
    };

    private static string Follows(Obligation owed, ServiceLevelAgreement? agreement, ObjectiveStatus? status, AgentSnapshot snapshot)
    {
        var follows = snapshot.Obligations
            .Where(other => other.Incident == owed.Incident && other.Id != owed.Id)
            .OrderBy(other => other.DueAt)
            .Select(other => other.IsOpen ? $"{other.Kind.Words()} by {Words.Time(other.DueAt)}" : $"{other.Kind.Words()}, done by {other.DoneBy}")
            .ToList();
        if (agreement?.Consequences is { Freeze: true })
        {
            follows.Insert(0, "no deployments meanwhile");
        }

        if (agreement?.Consequences?.Credits is { } credits && status is not null && credits.Objective == status.Name && CreditReckoning.Accrued(credits, status) is > 0 and var accrued)
        {
            follows.Add($"{Words.Percent(accrued)} of the period's fee given back as things stand");
        }

        return follows.Count == 0 ? "[nothing is agreed]" : string.Join("; ", follows) + ".";
    }

    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Max(1, Math.Round(span.TotalSeconds)));
}
