using System.Collections.Concurrent;

namespace SlaAgent.Evaluations;

/// <summary>What is shown of runs: how far those under way are, and how many examples those that ended had. Thread-safe.</summary>
internal sealed class EvaluationProgress
{
    private readonly ConcurrentDictionary<(string Service, string Probe), RunTally> _underWay = new();

    /// <summary>A run begins, or is carried on with.</summary>
    public void Begin(string service, string probe, RunTally tally) => _underWay[(service, probe)] = tally;

    /// <summary>It is no longer under way.</summary>
    public void End(string service, string probe) => _underWay.TryRemove((service, probe), out _);

    /// <summary>Runs under way, with the share of their examples that is dealt with; 0 to 1.</summary>
    public IEnumerable<(string Service, string Probe, double Done)> UnderWay =>
        _underWay.Select(pair => (pair.Key.Service, pair.Key.Probe, (double)pair.Value.Done / pair.Value.Examples));
}
