using SlaAgent.Configuration;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Http;

/// <summary>From incidents to what the API shows of them.</summary>
internal static class IncidentMapping
{
    /// <summary>An incident; in lists without its timeline.</summary>
    public static ApiIncident ToApi(this Incident incident, bool withTimeline = true) => new(
        incident.Id,
        incident.AlertName,
        incident.Service,
        incident.Agreement,
        incident.Objective,
        incident.Severity.Name(),
        incident.IsOpen,
        incident.StartedAt,
        incident.EndedAt,
        incident.Acknowledgement is { } taken ? new(taken.By, taken.Note, taken.At) : null,
        [.. incident.Escalations.Select(step => new ApiEscalation(DurationText.Write(step.After), [.. step.Receivers], step.At))],
        incident.Labels.Pairs.ToDictionary(),
        incident.Annotations.Pairs.ToDictionary())
    {
        Number = incident.Number,
        State = incident.StateName(),
        Priority = incident.Priority,
        Grade = incident.Grade?.Name(),
        BudgetSpent = Finite(incident.BudgetSpent),
        Depth = Finite(incident.Depth),
        Reasons = [.. incident.Reasons.Select(reason => new ApiReasonCount(reason.Reason, reason.Count))],
        Timeline = withTimeline ? [.. incident.Timeline.Select(happened => new ApiIncidentEvent(happened.At, happened.Kind, happened.Text))] : null,
        ClosedAt = incident.ClosedAt,
        ClosedBy = incident.ClosedBy,
    };

    /// <summary>An agreement, with how often its objectives were breached.</summary>
    public static ApiAgreement ToApi(this AgreementStatus agreement, AgentSnapshot snapshot)
    {
        var shown = agreement.ToApi();
        return shown with { Objectives = [.. shown.Objectives.Select(objective => objective with { Breaches = Breaches(snapshot, agreement, objective.Name) })] };
    }

    /// <summary>The breaches of an objective in the agreement's window, as far back as incidents are remembered.</summary>
    private static ApiBreaches Breaches(AgentSnapshot snapshot, AgreementStatus agreement, string objective)
    {
        var from = snapshot.IncidentsForgottenTo is { } forgotten && forgotten > agreement.WindowFrom ? forgotten : agreement.WindowFrom;
        var breaches = snapshot.Incidents.Where(incident => incident.AlertName == "SlaBreached" && incident.Agreement == agreement.Name && incident.Objective == objective);
        var to = agreement.WindowTo < snapshot.At ? agreement.WindowTo : snapshot.At;
        var statistics = IncidentStatistics.Of(breaches, from, to > from ? to.AddTicks(1) : from);
        return new(
            from,
            statistics.Count,
            Finite(statistics.PerThirtyDays),
            statistics.MeanTimeBetween?.TotalSeconds,
            statistics.MeanTimeToRecover?.TotalSeconds,
            statistics.LongestTimeToRecover?.TotalSeconds,
            statistics.MeanTimeToDetect?.TotalSeconds,
            statistics.MeanTimeToAcknowledge?.TotalSeconds);
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
