using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>What is wanted of the answer about an example, made ready once.</summary>
/// <param name="probe">An evaluation whose configuration was checked.</param>
/// <exception cref="ArgumentException">A path or a pattern cannot be read.</exception>
internal sealed class ExampleQuestion(EvaluationProbe probe)
{
    /// <summary>Kind of task: a class is one value, and a number is one that can be read.</summary>
    public EvaluationTask Task => probe.Task;

    /// <summary>Where the prediction stands in the JSON; null for the text.</summary>
    public JsonPath? Prediction { get; } = probe.Prediction is { } path ? NormalisationSteps.PathOf(path) : null;

    /// <summary>Where the score stands; null for none.</summary>
    public JsonPath? Score { get; } = probe.Score is { } path ? NormalisationSteps.PathOf(path) : null;

    /// <summary>Whether the score alone decides which of two classes is meant, so that there is no prediction beside it.</summary>
    public bool IsScoreAlone => probe is { Task: EvaluationTask.Binary, Prediction: null, Score: not null };

    /// <summary>From there to the prediction.</summary>
    public NormalisationSteps Steps { get; } = new(probe.Normalise);

    /// <summary>Whether there are steps, which may make one value of many.</summary>
    public bool IsNormalised => probe.Normalise.Count > 0;
}
