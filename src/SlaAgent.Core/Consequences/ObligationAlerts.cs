using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>Reminds people once of what is due soon, and says what is overdue and which review is due until it is done.</summary>
internal static class ObligationAlerts
{
    /// <summary>Opens, renews or closes the alerts of what is owed.</summary>
    /// <param name="state">What is owed.</param>
    /// <param name="agreement">Its agreement; null where there is none any more.</param>
    /// <param name="agent">The daemon's settings.</param>
    /// <param name="context">Where the agent stands.</param>
    /// <param name="clock">The present reading.</param>
    /// <returns>The obligation with the reminder noted in it; null where people were not reminded by this.</returns>
    public static Obligation? Evaluate(ObligationState state, ServiceLevelAgreement? agreement, AgentSettings agent, JudgeContext context, in ClockReading clock)
    {
        var obligation = state.Obligation;
        if (!obligation.IsOpen)
        {
            state.Alert.Close(clock.Wall, $"done by {obligation.DoneBy}");
            state.Review.Close(clock.Wall, $"done by {obligation.DoneBy}");
            return null;
        }

        var scene = new Scene(state, agreement, agent, context, clock);
        if (obligation.Kind == ObligationKind.Review)
        {
            Keep(state.Review, AlertLabels.ReviewDue, obligation.OpenedAt, scene);
        }

        var isOverdue = clock.Now >= state.Due;
        if (!isOverdue && (clock.Now < state.RemindFrom || obligation.Kind == ObligationKind.Review))
        {
            return null;
        }

        var name = isOverdue ? AlertLabels.ObligationOverdue : AlertLabels.ObligationDue;
        if (state.Alert.IsOpen && state.Alert.Current!.AlertName != name)
        {
            state.Alert.Close(clock.Wall, "it has become overdue");
        }

        Keep(state.Alert, name, clock.ToWall(isOverdue ? state.Due : state.RemindFrom), scene);
        return obligation.RemindedAt is null ? obligation with { RemindedAt = clock.Wall } : null;
    }

    private static void Keep(Alert alert, string name, DateTimeOffset since, in Scene scene)
    {
        if (!alert.IsOpen)
        {
            var labels = AlertLabels.OfObligation(name, scene.State.Obligation, scene.Agreement, scene.Agent, scene.Context);
            alert.Open(labels, Text(name, scene), AlertSeverity.Ticket, since, scene.Agreement?.Alerting.TicketReceivers, scene.Clock);
        }
        else if (alert.IsRenewalDue(scene.Clock.Now))
        {
            alert.Renew(Text(name, scene), scene.Clock);
        }
    }

    private static LabelSet Text(string name, in Scene scene)
    {
        var owed = scene.State.Obligation;
        var what = owed.Kind.Words();
        var of = owed.Objective is null ? owed.Agreement : $"{owed.Agreement}/{owed.Objective}";
        var summary = name switch
        {
            AlertLabels.ReviewDue => $"{Capital(what)} of {of} is due",
            AlertLabels.ObligationOverdue => $"{Capital(what)} on {of} is overdue since {Words.Time(owed.DueAt)}",
            _ => $"{Capital(what)} on {of} is owed by {Words.Time(owed.DueAt)}",
        };
        var description = $"{Capital(owed.Because)}, so {what} is owed{To(owed)} by {Words.Time(owed.DueAt)}. {How(owed)}";
        return LabelSet.From([new("summary", summary), new("description", description)]).With(scene.Agreement?.Alerting.Annotations.Pairs ?? []);
    }

    private static string How(Obligation owed) => owed.Kind == ObligationKind.Communication
        ? $"Read the draft with: slaagent obligations draft {owed.Id}. Send it with: slaagent obligations send {owed.Id}"
        : $"When it is done, say so with: slaagent obligations done {owed.Id} --note \"where it is\"";

    private static string To(Obligation owed) => owed.Receivers.Count == 0 ? "" : $" to {string.Join(", ", owed.Receivers)}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private readonly record struct Scene(ObligationState State, ServiceLevelAgreement? Agreement, AgentSettings Agent, JudgeContext Context, ClockReading Clock);
}
