using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Samples;

namespace SlaAgent.Evaluations;

/// <summary>What a run has found so far. Every example is in exactly one of its counts. Thread-safe.</summary>
internal sealed class RunTally
{
    // Beyond so many different reasons a failure is counted by its outcome alone.
    private const int MostReasons = 64;

    private readonly Lock _gate = new();
    private readonly decimal _maxErrors;
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<Outcome, long> _outcomes = [];
    private long _failed;
    private long _interrupted;
    private long _notAsked;
    private string? _version;
    private string? _void;

    /// <param name="rules">How predictions are held against the truth.</param>
    /// <param name="examples">Examples that are asked about.</param>
    /// <param name="maxErrors">More failures than this share make the run void.</param>
    public RunTally(ScoringRules rules, long examples, decimal maxErrors)
    {
        Items = EvaluationItems.For(rules);
        Examples = examples;
        _maxErrors = maxErrors;
    }

    /// <summary>Predictions with their truths. To be used when nothing is added any more.</summary>
    public EvaluationItems Items { get; }

    /// <summary>Examples that are asked about.</summary>
    public long Examples { get; }

    /// <summary>Examples with a prediction.</summary>
    public long Scored => Locked(() => Items.Count);

    /// <summary>Requests that ended in a failure, or in an answer without a prediction.</summary>
    public long Failed => Locked(() => _failed);

    /// <summary>Examples whose answer is not known because of the agent.</summary>
    public long Unknown => Locked(() => _interrupted + _notAsked);

    /// <summary>Examples that are dealt with.</summary>
    public long Done => Locked(() => Items.Count + _failed + _interrupted + _notAsked);

    /// <summary>The model's version as answers say it; null where they do not.</summary>
    public string? Version => Locked(() => _version);

    /// <summary>Why the run says nothing; null while it may say something.</summary>
    public string? Void => Locked(() => _void);

    /// <summary>How often each outcome was that of a request that failed, the commonest first.</summary>
    public IReadOnlyList<(Outcome Outcome, long Count)> Failures =>
        Locked(() => _outcomes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)).ToList());

    /// <summary>The commonest failure, with how often; null where there was none.</summary>
    public string? CommonestFailure => Locked(() => _reasons.Count == 0
        ? null
        : _reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First() is var (reason, count)
            ? FormattableString.Invariant($"{count} × {reason}")
            : null);

    /// <summary>The request about an example has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="label">The truth.</param>
    public void Add(ExampleOutcome outcome, string label)
    {
        lock (_gate)
        {
            if (!outcome.IsAnswered)
            {
                Fail(outcome.Outcome, outcome.Detail);
                return;
            }

            if (outcome.Version is { } version)
            {
                _version ??= version;
                _void ??= version == _version ? null : $"the model's version changed in the middle of the run: {_version}, then {version}";
            }

            if (Items.Add(outcome.Index, label, outcome.Prediction, outcome.Score) is { } fault)
            {
                Fail(Outcome.InvalidResponse, fault);
            }
        }
    }

    /// <summary>An example was asked about when the agent died, so that its answer never came here.</summary>
    public void AddInterrupted()
    {
        lock (_gate)
        {
            _interrupted++;
        }
    }

    /// <summary>The run says nothing, for this reason, unless there is one already.</summary>
    public void MakeVoid(string reason)
    {
        lock (_gate)
        {
            _void ??= reason;
        }
    }

    private void Fail(Outcome outcome, string? detail)
    {
        // What the agent could not ask says nothing of the server.
        if (outcome.IsMeasurement())
        {
            _failed++;
        }
        else
        {
            _notAsked++;
        }

        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        var reason = detail is null ? outcome.Name() : $"{outcome.Name()}: {detail}";
        reason = _reasons.ContainsKey(reason) || _reasons.Count < MostReasons ? reason : outcome.Name();
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        if (_failed + _notAsked > _maxErrors * Examples)
        {
            _void ??= FormattableString.Invariant($"more than {_maxErrors * 100:0.##}% of its {Examples} requests failed (the commonest: {reason})");
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
