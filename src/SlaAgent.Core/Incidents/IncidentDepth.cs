using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>How bad the incidents of an objective are, and what began them, from its windows.</summary>
internal static class IncidentDepth
{
    /// <summary>Of fewer events than these no share is said: one of one is no outage.</summary>
    private const int FewestEvents = 3;

    /// <summary>Notes how bad it is in those of <paramref name="alerts"/> that are open.</summary>
    public static void Measure(ReadOnlySpan<Alert> alerts, ObjectiveState state, ObjectiveStatus status, in ClockReading clock)
    {
        foreach (var alert in alerts)
        {
            if (alert.IsOpen)
            {
                alert.Measure(new(Spent(status), Depth(state)), state.Failures.Counts, clock);
            }
        }
    }

    /// <summary>What began an incident: the first bad event of the present run of them, where the alert is about bad events, and the priority that was agreed for a breach.</summary>
    public static IncidentOrigin Origin(string alert, ObjectiveState state, Instant start, in ClockReading clock)
    {
        if (alert == AlertLabels.Missing)
        {
            return default;
        }

        var first = alert == AlertLabels.Breached && Shortest(state)?.RunStart is { } run ? Instant.Min(run, start) : start;
        var text = "first bad sample of the run that led to it"
            + (state.Failures.Commonest() is { } reason ? $"; commonest so far: {reason}" : "")
            + (state.Failures.LastError is { } error ? $"; last error: {error}" : "");
        return IncidentOrigin.From(clock.ToWall(first), text, alert == AlertLabels.Breached ? state.Agreement.Consequences?.Priority : null);
    }

    private static double? Spent(ObjectiveStatus status) => status.ErrorBudgetRemaining is { } left && double.IsFinite(left) ? Math.Max(0, 1 - left) : null;

    private static double? Depth(ObjectiveState state) => Shortest(state)?.Short.Sum is { Events: >= FewestEvents } sums ? sums.Bad / (double)sums.Events : null;

    private static BurnRow? Shortest(ObjectiveState state)
    {
        BurnRow? shortest = null;
        foreach (var row in state.Rows)
        {
            shortest = shortest is null || row.Status.Rule.Short < shortest.Status.Rule.Short ? row : shortest;
        }

        return shortest;
    }
}
