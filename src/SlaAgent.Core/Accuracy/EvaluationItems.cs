using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// The truths and predictions of one run, an example at a time and in any order, in a compact form: 24 to 32 bytes an example, whatever the texts are. What is made
/// of them does not depend on the order in which they came. Not thread-safe.
/// </summary>
public abstract class EvaluationItems
{
    /// <summary>Examples have an index below this.</summary>
    public const int MostExamples = 4_000_000;

    /// <summary>Different labels there may be in a classification.</summary>
    public const int MostClasses = 1_000;

    private protected EvaluationItems(ScoringRules rules) => Rules = rules;

    /// <summary>How predictions are held against the truth.</summary>
    public ScoringRules Rules { get; }

    /// <summary>Examples that were taken.</summary>
    public abstract int Count { get; }

    /// <summary>Nothing yet, for <paramref name="rules"/>.</summary>
    public static EvaluationItems For(ScoringRules rules) => rules.Task switch
    {
        EvaluationTask.Regression => new NumberItems(rules),
        EvaluationTask.Generation => new TextItems(rules),
        _ => new ClassItems(rules),
    };

    /// <summary>
    /// Takes an example's truth and what was predicted for it. Answers null when it was taken, and else why it cannot be, in a few words that are the same for
    /// every example with that fault: the prediction is not a number, say. Such an answer has no prediction.
    /// </summary>
    /// <param name="index">Its place in the data set or the sample, each only once; 0 to <see cref="MostExamples"/>, exclusive.</param>
    /// <param name="label">The truth.</param>
    /// <param name="prediction">What was predicted; null in a binary task whose score decides: positive from 0.5.</param>
    /// <param name="score">The probability that it is positive, or another number that rises with it; null for none.</param>
    public string? Add(int index, string label, string? prediction, double? score = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MostExamples);
        return score is { } number && !double.IsFinite(number) ? "the score is not a finite number" : Take(index, label, prediction, score);
    }

    /// <summary>Why no answer could be held against <paramref name="label"/>, in the words of <see cref="Add"/>; null where one can. For telling of it before anything is asked.</summary>
    public virtual string? LabelFault(string label) => null;

    /// <summary>
    /// Which examples were answered right, for a comparison of two models on the same ones; null for a regression. Of generated texts: by the first share that is
    /// asked for, and by <see cref="ScoreName.ExactMatch"/> where none is.
    /// </summary>
    public abstract AnswerBits? RightAnswers();

    /// <summary>How often each class was predicted as each, the commonest classes alone where there are more than <paramref name="most"/>; null where there are no classes.</summary>
    public virtual ConfusionMatrix? Confusion(int most = ConfusionMatrix.MostShown) => null;

    private protected abstract string? Take(int index, string label, string? prediction, double? score);

    /// <summary>Where <paramref name="metric"/>, which is one of the task's, comes from.</summary>
    internal abstract ScoreSource Source(string metric);

    /// <summary>The predictions' numbers (or the lengths of texts), in no order; null where predictions are classes.</summary>
    internal virtual double[]? Numbers() => null;

    /// <summary>How often each class of the labels was predicted; null where predictions are numbers or texts.</summary>
    internal virtual IReadOnlyList<KeyValuePair<string, long>>? PredictedClasses() => null;

    /// <summary>How often each of <paramref name="classes"/> was predicted, and last how often none of them was; null where predictions are numbers or texts.</summary>
    internal virtual long[]? CountPredictions(ReadOnlySpan<string> classes) => null;

    private protected static void Sort<TRow>(List<TRow> rows, Func<TRow, int> index)
    {
        rows.Sort((left, right) => index(left).CompareTo(index(right)));
        for (var i = 1; i < rows.Count; i++)
        {
            if (index(rows[i]) == index(rows[i - 1]))
            {
                throw new InvalidOperationException($"Example {index(rows[i])} was added twice.");
            }
        }
    }
}
