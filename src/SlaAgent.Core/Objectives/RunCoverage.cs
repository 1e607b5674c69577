using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>What the runs in a window come to.</summary>
/// <param name="Events">Those that counted.</param>
/// <param name="Good">Those of them that did not miss the goal.</param>
/// <param name="Coverage">Share of the countable time for which a run counted; null before two cadences have passed.</param>
internal readonly record struct RunCoverage(long Events, long Good, double? Coverage)
{
    /// <summary>Looks at a stretch of time. A run stands for the time to the next one, at most for a cadence.</summary>
    public static RunCoverage Of(RunHistory runs, Objective objective, string key, EventSource source, (Instant From, Instant To) frame, Instant now)
    {
        var (from, until) = frame;
        var to = now - source.Interval - source.Lateness;
        var (events, good, measured, waived) = (0L, 0L, 0L, 0L);
        Instant? began = null;
        for (var i = 0; i < runs.Runs.Count; i++)
        {
            var run = runs.Runs[i];
            if (run.Question != runs.Question)
            {
                continue;
            }

            var at = run.Result.ScheduledAt;
            var end = i + 1 < runs.Runs.Count ? Instant.Min(at + source.Interval, runs.Runs[i + 1].Result.ScheduledAt) : at + source.Interval;
            began ??= at;
            to = Instant.Max(to, end);
            var ticks = Math.Max(0, (Instant.Min(end, until) - Instant.Max(at, from)).Ticks);
            var reading = RunReading.Of(run, objective, key);
            if (reading.Counts && at > from && at <= until)
            {
                events++;
                good += reading.Finding == RunFinding.Missed ? 0 : 1;
            }

            measured += reading.Counts ? ticks : 0;
            waived += reading.Finding == RunFinding.Waived ? ticks : 0;
        }

        var countable = began is { } first ? (Instant.Min(to, until) - Instant.Max(first, from)).Ticks - waived : 0;
        return new RunCoverage(events, good, countable < source.Interval.Ticks * 2 ? null : Math.Min(1, (double)measured / countable));
    }
}
