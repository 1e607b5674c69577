using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>The runs of one evaluation that are known, each once, oldest first. Bounded: the oldest go.</summary>
internal sealed class RunHistory(string service, string asked)
{
    /// <summary>Most runs that are remembered: 83 days of one an hour.</summary>
    public const int Most = 2000;

    // A run is known by when it was meant to start; what was written as wall time may come back a little off, where that clock was slewed meanwhile.
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(1);

    private readonly List<EvaluationRun> _runs = [];

    public string Service { get; } = service;

    public string Asked { get; } = asked;

    /// <summary>What is asked at present.</summary>
    public string Question { get; set; } = "";

    public IReadOnlyList<EvaluationRun> Runs => _runs;

    /// <summary>Counts changes.</summary>
    public long Version { get; private set; }

    /// <summary>Takes a run.</summary>
    /// <returns>False where it is known already, or older than what is remembered.</returns>
    public bool Add(EvaluationRun run)
    {
        var at = run.Result.ScheduledAt;
        var index = _runs.Count;
        while (index > 0 && _runs[index - 1].Result.ScheduledAt > at)
        {
            index--;
        }

        if (IsNear(index - 1, at) || IsNear(index, at) || (index == 0 && _runs.Count == Most))
        {
            return false;
        }

        _runs.Insert(index, index > 0 ? Shared(run, _runs[index - 1].Result) : run);
        if (_runs.Count > Most)
        {
            _runs.RemoveAt(0);
        }

        Version++;
        return true;
    }

    /// <summary>Whether no run is later.</summary>
    public bool IsLast(EvaluationRun run) => _runs[^1].Result.ScheduledAt == run.Result.ScheduledAt;

    /// <summary>The last runs, newest first.</summary>
    public IEnumerable<EvaluationRun> Show()
    {
        var shown = _runs.TakeLast(EvaluationSources.MostShown).Reverse().ToList();
        if (shown.TrueForAll(run => run.Result.Void is not null) && _runs.FindLast(run => run.Result.Void is null) is { } counted)
        {
            shown[^1] = counted;
        }

        return shown;
    }

    private bool IsNear(int index, Instant at) =>
        index >= 0 && index < _runs.Count && (_runs[index].Result.ScheduledAt - at).Duration() < Same;

    // One text for what stays the same from run to run.
    private static EvaluationRun Shared(EvaluationRun run, EvaluationResult before) => run with
    {
        Result = run.Result with
        {
            DataSetHash = run.Result.DataSetHash == before.DataSetHash ? before.DataSetHash : run.Result.DataSetHash,
            ModelVersion = run.Result.ModelVersion == before.ModelVersion ? before.ModelVersion : run.Result.ModelVersion,
        },
    };
}
