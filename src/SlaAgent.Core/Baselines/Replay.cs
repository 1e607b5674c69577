using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Baselines;

/// <summary>
/// Holds an objective over history as the agent would have, by the hour: after each one, the rolling window's bad events against its budget, with the same rules for
/// a window that is not full yet, for coverage and for too few events.
/// </summary>
public static class Replay
{
    /// <summary>Replays.</summary>
    /// <param name="hours">Hours in order, each with what would have been good and bad.</param>
    /// <param name="target">Share that must be good.</param>
    /// <param name="window">The rolling window, in whole hours.</param>
    /// <param name="minimumSamples">Fewest events in a window before it is judged, in the unit of the hours' counts.</param>
    public static ReplayResult Of(IReadOnlyList<BaselineHour> hours, decimal target, TimeSpan window, long minimumSamples)
    {
        if (hours.Count == 0)
        {
            return new(default, default, 0, []);
        }

        var (breaches, judged, breached, oldest, next) = (new List<ReplayBreach>(), 0, (DateTimeOffset?)null, 0, 0);
        var sum = new BaselineHour(hours[0].Start, 0, 0, default, default);
        var (began, end) = (hours[0].Start, hours[^1].Start.AddHours(1));
        for (var at = began.AddHours(1); at <= end; at = at.AddHours(1))
        {
            for (; next < hours.Count && hours[next].Start < at; next++)
            {
                sum = Add(sum, hours[next], 1);
            }

            for (; hours[oldest].Start < at - window; oldest++)
            {
                sum = Add(sum, hours[oldest], -1);
            }

            var elapsed = (at - began < window ? at - began : window) - sum.Waived;
            if (!IsJudged(sum, elapsed, minimumSamples))
            {
                continue;
            }

            judged++;
            var exceeds = Share.Exceeds(sum.Bad, target, sum.Events, elapsed.Ticks, (window - sum.Waived).Ticks);
            breached = Step(breaches, breached, exceeds, at);
        }

        Step(breaches, breached, exceeds: false, end);
        return new(began, end, judged, breaches);
    }

    private static bool IsJudged(BaselineHour sum, TimeSpan elapsed, long minimumSamples) =>
        elapsed > TimeSpan.Zero && sum.Events > 0 && sum.Events >= minimumSamples && Share.IsCovered(Math.Min(sum.Covered.Ticks, elapsed.Ticks), elapsed.Ticks);

    private static DateTimeOffset? Step(List<ReplayBreach> breaches, DateTimeOffset? since, bool exceeds, DateTimeOffset at)
    {
        if (exceeds)
        {
            return since ?? at.AddHours(-1);
        }

        if (since is { } from)
        {
            breaches.Add(new(from, at));
        }

        return null;
    }

    private static BaselineHour Add(BaselineHour sum, BaselineHour hour, int sign) => sum with
    {
        Good = sum.Good + (sign * hour.Good),
        Bad = sum.Bad + (sign * hour.Bad),
        Covered = sum.Covered + (sign * hour.Covered),
        Waived = sum.Waived + (sign * hour.Waived),
    };
}
