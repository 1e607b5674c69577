using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Exclusions;

/// <summary>Says that nobody has ended a pause whose planned end is over.</summary>
internal static class PauseAlert
{
    /// <summary>Opens, renews or closes the alert of a pause.</summary>
    /// <param name="pause">The pause.</param>
    /// <param name="agreement">Its agreement; null where there is none any more.</param>
    /// <param name="agent">The daemon's settings.</param>
    /// <param name="context">Where the agent stands.</param>
    /// <param name="clock">The present reading.</param>
    public static void Evaluate(PauseState pause, ServiceLevelAgreement? agreement, AgentSettings agent, JudgeContext context, in ClockReading clock)
    {
        if (agreement is null || !pause.HasOverrun(clock.Now))
        {
            pause.Alert.Close(clock.Wall, Resolution(pause.Pause));
            return;
        }

        if (pause.IsActive)
        {
            pause.Overrun();
        }

        if (!pause.Alert.IsOpen)
        {
            var labels = AlertLabels.OfPause(pause.Pause.Id, agreement, agent, context);
            pause.Alert.Open(labels, Text(pause.Pause, agreement), AlertSeverity.Ticket, clock.ToWall(pause.PlannedTo), agreement.Alerting.TicketReceivers, clock);
        }
        else if (pause.Alert.IsRenewalDue(clock.Now))
        {
            pause.Alert.Renew(Text(pause.Pause, agreement), clock);
        }
    }

    private static string Resolution(Pause pause) => pause switch
    {
        { Ending: PauseEnding.Removed } => "the agreement was removed from the configuration",
        { EndedBy: { } by } => $"ended by {by}",
        _ => "it ended by itself, and nobody took note",
    };

    private static LabelSet Text(Pause pause, ServiceLevelAgreement agreement)
    {
        var objectives = string.Join(", ", pause.Objectives);
        var begun = $"{pause.By} paused it at {Words.Time(pause.From)} until {Words.Time(pause.PlannedEnd)}: {pause.Reason}. ";
        var description = pause.EndedAt is { } ended
            ? begun + $"Nobody ended it, and it had lasted as long as it may: what is measured counts again since {Words.Time(ended)}. If what it was for still goes on, ask for another one; else take note of it with: slaagent resume {pause.Id}"
            : begun + $"Nobody has ended it. What is measured counts again from {Words.Time(pause.LatestEnd)} at the latest. End it with: slaagent resume {pause.Id}";
        return LabelSet.From([new("summary", $"The pause of {objectives} of {agreement.Name} has overrun its planned end"), new("description", description)])
            .With(agreement.Alerting.Annotations.Pairs);
    }
}
