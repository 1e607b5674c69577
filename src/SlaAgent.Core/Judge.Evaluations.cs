using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly List<EvaluationRun> _newRuns = [];
    private EquatableArray<EvaluationRun> _shownRuns = [];
    private long _shownVersion = -1;

    /// <summary>
    /// Runs of evaluations that came since the last call, each once, to be made durable; their times are wall times. They belong into one transaction with what
    /// <see cref="TakeDrainChanges"/> gives at the same moment: what is known is no longer held. They go on the record with it: <see cref="TakeEvidence"/> comes after.
    /// </summary>
    public IReadOnlyList<EvaluationRun> TakeEvaluations(ClockReading clock)
    {
        if (_newRuns.Count == 0)
        {
            return [];
        }

        List<EvaluationRun> taken = [.. _newRuns.Select(run => run.Moved(clock.WallOffset))];
        _newRuns.Clear();
        taken.ForEach(Record);
        return taken;
    }

    /// <summary>Takes runs from before this process, or this configuration, began; those that are known already are left out.</summary>
    /// <param name="runs">In any order; their times are wall times.</param>
    /// <param name="clock">The present reading.</param>
    /// <returns>How many were new.</returns>
    public int RestoreEvaluations(IEnumerable<EvaluationRun> runs, ClockReading clock)
    {
        _clock = clock;
        var restored = 0;
        foreach (var run in NotToCome(runs.Select(run => run.Moved(-clock.WallOffset)), clock.Now))
        {
            if (_routes.TryGetValue((run.Result.Service, run.Result.Probe), out var route) && route.Runs?.Add(run) == true)
            {
                restored++;
                SeeVersion(run.Result);
            }
        }

        foreach (var entry in restored == 0 ? [] : _objectives.OfType<ScoredObjective>())
        {
            entry.JudgeAgain();
        }

        return restored;
    }

    /// <summary>In their order. Runs of a time that is still to come (the wall clock was set back) are placed right before now.</summary>
    private static List<EvaluationRun> NotToCome(IEnumerable<EvaluationRun> runs, Instant now)
    {
        var ordered = runs.OrderBy(run => run.Result.ScheduledAt).ToList();
        var latest = now;
        for (var i = ordered.Count - 1; i >= 0 && ordered[i].Result.ScheduledAt > latest; i--)
        {
            ordered[i] = ordered[i].Moved(latest - ordered[i].Result.ScheduledAt);
            latest -= TimeSpan.FromSeconds(1);
        }

        return ordered;
    }

    private EquatableArray<EvaluationRun> ShowRuns()
    {
        var version = _runs.Values.Sum(runs => runs.Version);
        if (version != _shownVersion)
        {
            _shownRuns = [.. _runs.Values.SelectMany(runs => runs.Show()).Select(run => run.Moved(_clock.WallOffset))];
            _shownVersion = version;
        }

        return _shownRuns;
    }
}
