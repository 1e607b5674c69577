using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Samples;

namespace SlaAgent.Evaluations;

/// <summary>
/// What is kept of the runs before: which series they are of, the last one's right and wrong answers, and how the first one's predictions were distributed.
/// Another version of the model, another data set or another question begins a new series.
/// </summary>
internal sealed record EvaluationSeries
{
    /// <summary>When its first run was meant to start, as wall time.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>SHA-256 of the data set's file.</summary>
    public required string DataSetHash { get; init; }

    /// <summary>Hash of what is asked and how it is scored.</summary>
    public required string Question { get; init; }

    /// <summary>The model's version; null where nobody said it yet.</summary>
    public required string? ModelVersion { get; init; }

    /// <summary>When the last run that counted was meant to start, as wall time.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Its right and wrong answers; null where the task has none.</summary>
    public required AnswerBits? LastAnswers { get; init; }

    /// <summary>How the predictions of the first run were distributed; null where it had none.</summary>
    public required PredictionProfile? Reference { get; init; }

    /// <summary>What a run that counts makes of it.</summary>
    /// <param name="before">What was kept before; null for nothing.</param>
    /// <param name="run">The run, without comparison and drift.</param>
    /// <param name="at">When it was meant to start, as wall time.</param>
    /// <param name="question">Hash of what it asked.</param>
    /// <param name="items">Its predictions.</param>
    public static (EvaluationSeries After, EvaluationResult Run) Next(
        EvaluationSeries? before, EvaluationResult run, DateTimeOffset at, string question, EvaluationItems items)
    {
        var answers = items.RightAnswers();
        var isSameQuestion = before is not null && before.DataSetHash == run.DataSetHash && before.Question == question;

        // A server that does not say its version (any more) does not say that it changed.
        if (isSameQuestion && (before!.ModelVersion is null || run.ModelVersion is null || before.ModelVersion == run.ModelVersion))
        {
            var after = before with { ModelVersion = before.ModelVersion ?? run.ModelVersion, LastAt = at, LastAnswers = answers };
            return (after, run with { SeriesFrom = before.From, Drift = before.Reference is { } reference ? PredictionShift.Between(reference, before.From, items) : null });
        }

        var first = new EvaluationSeries
        {
            From = at,
            DataSetHash = run.DataSetHash,
            Question = question,
            ModelVersion = run.ModelVersion,
            LastAt = at,
            LastAnswers = answers,
            Reference = PredictionProfile.Of(items),
        };
        var comparison = isSameQuestion && before!.LastAnswers is { } old && answers is not null ? McNemar.Compare(before.ModelVersion, old, answers) : null;
        return (first, run with { SeriesFrom = at, Comparison = comparison });
    }
}
