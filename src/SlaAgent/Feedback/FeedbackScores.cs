using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Feedback;

/// <summary>Scores a window of feedback, a page at a time. Not thread-safe.</summary>
internal sealed class FeedbackScores
{
    private const decimal UsualConfidence = 0.95m;

    private static readonly string[] s_demanding = [ScoreName.Contains, ScoreName.RegexMatch, ScoreName.NumericMatch, ScoreName.JsonEqual];

    private readonly EvaluationItems _labelled;
    private readonly EvaluationItems _all;
    private readonly Dictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly long _labelNumberBefore;
    private int _index;

    /// <param name="settings">Kind of task.</param>
    /// <param name="objectives">What is promised of it.</param>
    /// <param name="labelNumberBefore">The largest label number when the evaluation before was made.</param>
    public FeedbackScores(FeedbackSettings settings, IReadOnlyList<Indicator.Accuracy> objectives, long labelNumberBefore)
    {
        var rules = new ScoringRules { Task = settings.Task, Positive = settings.Positive, Wanted = Wanted(settings, objectives) };
        _labelled = EvaluationItems.For(rules);
        _all = EvaluationItems.For(rules with { Wanted = [] });
        _labelNumberBefore = labelNumberBefore;
        LabelNumber = labelNumberBefore;
    }

    /// <summary>Predictions.</summary>
    public long Predictions { get; private set; }

    /// <summary>Predictions without a label.</summary>
    public long Unlabelled { get; private set; }

    /// <summary>Predictions that cannot be scored with their label: one is no number, say.</summary>
    public long Failed { get; private set; }

    /// <summary>Labels that came, or were corrected, since the evaluation before.</summary>
    public long NewLabels { get; private set; }

    /// <summary>The largest label number.</summary>
    public long LabelNumber { get; private set; }

    /// <summary>Predictions with their truths. To be used when nothing is added any more.</summary>
    public EvaluationItems Labelled => _labelled;

    /// <summary>All predictions, for their distribution. To be used when nothing is added any more.</summary>
    public EvaluationItems All => _all;

    /// <summary>The commonest reason for which something was not scored, with how often; null where everything was.</summary>
    public string? CommonestFault => _faults.Count == 0
        ? null
        : _faults.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First() is var (reason, count) ? FormattableString.Invariant($"{count} × {reason}") : null;

    /// <summary>Takes the next predictions.</summary>
    public void Add(IReadOnlyList<FeedbackRow> rows)
    {
        foreach (var row in rows)
        {
            Predictions++;
            _all.Add(_index, row.Prediction, row.Prediction);
            if (row.Label is null)
            {
                Unlabelled++;
            }
            else if (_labelled.Add(_index, row.Label, row.Prediction, row.Score) is { } fault)
            {
                Failed++;
                _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            }
            else
            {
                NewLabels += row.LabelNumber > _labelNumberBefore ? 1 : 0;
            }

            LabelNumber = Math.Max(LabelNumber, row.LabelNumber);
            _index++;
        }
    }

    // Scores of probabilities are among them: the ones that no prediction comes with say so themselves. Not those that ask something of every label (to be a
    // number, JSON or a pattern), unless they are promised: a text without it could not be scored at all.
    private static EquatableArray<ScoreRequest> Wanted(FeedbackSettings settings, IReadOnlyList<Indicator.Accuracy> objectives) =>
    [
        .. objectives.Select(objective => new ScoreRequest(objective.Metric, objective.Confidence))
            .Concat(ScoreDefinition.All
                .Where(score => score.IsOf(settings.Task) && (!score.NeedsPositive || settings.Positive is not null) && !s_demanding.Contains(score.Name))
                .Select(score => new ScoreRequest(score.Name, UsualConfidence)))
            .Distinct(),
    ];
}
