using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Evidence;

/// <summary>How an objective of accuracy is judged, in words.</summary>
internal static class AccuracyMethodText
{
    /// <summary>The sentences, the promise first.</summary>
    public static IReadOnlyList<string> Of(ServiceLevelAgreement agreement, Indicator.Accuracy accuracy, EventSource source)
    {
        var bound = accuracy.IsAtMost ? "at most" : "at least";
        return
        [
            $"The score {accuracy.Metric} is {bound} {MethodText.Number(accuracy.Goal)}, over {MethodText.Window(agreement)}.",
            .. Runs(accuracy, source),
            Decision(accuracy),
            accuracy.Confirm == 1 ? "One run that says so breaks the promise." : $"{accuracy.Confirm} runs in a row that say so break the promise.",
        ];
    }

    private static string[] Runs(Indicator.Accuracy accuracy, EventSource source) => source switch
    {
        EventSource.Evaluated { Evaluation: var evaluation } =>
        [
            $"A run asks the model for predictions of the labelled data set of '{evaluation.Name}', {MethodText.Schedule(evaluation.Schedule)}"
                + $"{(evaluation.Sample is { } drawn ? $"; {drawn} examples are drawn, stratified by label" : "")}.",
            $"A run in which more than {Words.Percent(evaluation.MaxErrors)} of requests fail is void: it is no score and not measured.",
        ],
        EventSource.LabelledLater { Settings: var feedback } =>
        [
            $"Predictions of the last {Words.Span(feedback.Window)} are held against the truths that came for them, every {Words.Span(feedback.Interval)}"
                + $"{(accuracy.MinimumLabelled > 0 ? $"; where fewer than {Words.Percent(accuracy.MinimumLabelled)} of them have one, nothing is decided" : "")}.",
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    private static string Decision(Indicator.Accuracy accuracy)
    {
        var confidence = Words.Percent(accuracy.Confidence);
        return accuracy.Decision switch
        {
            AccuracyDecision.Point => "The score itself is held against the goal.",
            AccuracyDecision.LowerBound => $"The lower end of the score's {confidence} confidence interval is held against the goal.",
            AccuracyDecision.UpperBound => $"The upper end of the score's {confidence} confidence interval is held against the goal.",
            _ => $"A run says that the promise is broken when the score's whole {confidence} confidence interval is on the wrong side of the goal.",
        };
    }
}
