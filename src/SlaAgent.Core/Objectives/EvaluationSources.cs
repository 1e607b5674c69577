using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>What is evaluated of a service: by probes, and by truths that come later.</summary>
public static class EvaluationSources
{
    /// <summary>Most runs of each that are shown; the last one that was not void is always among them.</summary>
    public const int MostShown = 50;

    /// <summary>The names under which runs of a service come: its evaluations', and <see cref="EvaluationResult.OfFeedback"/>.</summary>
    public static IReadOnlyList<string> NamesOf(ModelService service) => [.. Of(service).Select(NameOf)];

    internal static IEnumerable<EventSource> Of(ModelService service) =>
    [
        .. service.Evaluations.Select(evaluation => new EventSource.Evaluated(evaluation)),
        .. service.Feedback is { } feedback ? (EventSource[])[new EventSource.LabelledLater(feedback)] : [],
    ];

    internal static string NameOf(EventSource source) => source is EventSource.LabelledLater ? EvaluationResult.OfFeedback : source.Name;
}
